x0001_-----
f l BC-NOR--Dam-KILL   02-17 0020
^BC-NOR--Dam, KILL<
^Eds: Kill the story on the dam.<
	   The story on the dam is wrong.
AP-WF-02-17-17 0800GMT<
x0002_-----
r l BC-NOR--Empty   02-17 0000
^BC-NOR--Empty<
^A headline and no more<

