X1234_-----
r i BC-NOR--Bell 1stLd-Writethru   02-17 0120
^BC-NOR--Bell, 1st Ld-Writethru,120<
^Bell of the Gannet is found<
^AP Photo ABC101<
^Eds: Adds quotes.<
^Divers looked for it for two years.<
^By ANN LIND=
^Associated Press=
	   NORDHAVN, Norway (AP) _ The bell of the Gannet was found _ by chance _ on Thursday.
	   ``It is heavy,'' a diver said.
^WHAT IT WEIGHS=
^;Bronze;Iron;Steel;Lead 
Old bell;200;9{;4;1 
	   ___
AP-WF-02-17-17 0743GMT<


