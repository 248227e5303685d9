//! Every step that changes the folder of the segments. What fails is noted;
//! in tests, a step can be made to fail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::health::Health;

/// What the names of files begin with that are about to be renamed.
pub(super) const TEMPORARY: &str = ".tmp";

/// A step that changes the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Create,
    Write,
    Sync,
    Rename,
    Remove,
    SyncFolder,
}

/// A folder whose files are written.
#[derive(Debug, Clone)]
pub(super) struct Disk {
    folder: PathBuf,
    health: Health,
    #[cfg(test)]
    faults: Option<std::sync::Arc<super::faults::Faults>>,
}

impl Disk {
    pub(super) fn new(folder: &Path, health: Health) -> Self {
        Self {
            folder: folder.to_owned(),
            health,
            #[cfg(test)]
            faults: super::faults::of(folder),
        }
    }

    /// Makes a new file, with the permissions that the umask leaves.
    pub(super) fn create(&self, name: &Path) -> io::Result<NewFile> {
        let path = self.folder.join(name);
        let file = self.step(Step::Create, &path, || {
            OpenOptions::new().write(true).create_new(true).open(&path)
        })?;
        self.taken(Step::Create, &path, None, &[]);
        Ok(NewFile { file, path, disk: self.clone() })
    }

    /// Replaces a file as a whole: when this returns, the new one survives
    /// power loss, and if it fails, the old one is there.
    pub(super) fn replace(&self, name: &Path, data: &[u8]) -> io::Result<()> {
        let temporary = PathBuf::from(format!("{TEMPORARY}-{}", name.display()));
        self.remove_if_there(&temporary)?;
        let mut file = self.create(&temporary)?;
        file.write_all(data)?;
        file.sync()?;
        let (from, to) = (self.folder.join(&temporary), self.folder.join(name));
        self.step(Step::Rename, &to, || fs::rename(&from, &to))?;
        self.taken(Step::Rename, &to, Some(&from), &[]);
        self.sync_folder()
    }

    fn remove_if_there(&self, name: &Path) -> io::Result<()> {
        if self.folder.join(name).try_exists()? { self.remove(name) } else { Ok(()) }
    }

    pub(super) fn remove(&self, name: &Path) -> io::Result<()> {
        let path = self.folder.join(name);
        self.step(Step::Remove, &path, || fs::remove_file(&path))?;
        self.taken(Step::Remove, &path, None, &[]);
        Ok(())
    }

    /// Makes durable which files there are.
    pub(super) fn sync_folder(&self) -> io::Result<()> {
        self.step(Step::SyncFolder, &self.folder, || {
            if self.is_passing() { Ok(()) } else { sync_folder(&self.folder) }
        })?;
        self.taken(Step::SyncFolder, &self.folder, None, &[]);
        Ok(())
    }

    /// Takes a step, or fails as a test wants it.
    fn step<T>(
        &self,
        #[cfg_attr(not(test), expect(unused, reason = "only tests look at it"))] step: Step,
        path: &Path,
        take: impl FnOnce() -> io::Result<T>,
    ) -> io::Result<T> {
        #[cfg(test)]
        if let Some(faults) = &self.faults {
            faults.before(step).map_err(|cause| self.health.failed(path, cause))?;
        }
        take().map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists => cause,
            _ => self.health.failed(path, cause),
        })
    }

    /// Tells a test that wants to know of a step that was taken.
    #[cfg(test)]
    fn taken(&self, step: Step, path: &Path, from: Option<&Path>, bytes: &[u8]) {
        if let Some(faults) = &self.faults {
            faults.taken(step, path, from, bytes);
        }
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "only tests want to know")]
    const fn taken(&self, _step: Step, _path: &Path, _from: Option<&Path>, _bytes: &[u8]) {}

    /// How many of so many bytes are written at once.
    #[cfg(test)]
    fn allowed(&self, bytes: usize) -> usize {
        self.faults.as_ref().map_or(bytes, |faults| faults.allowed(bytes))
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "tests answer otherwise")]
    const fn allowed(&self, bytes: usize) -> usize {
        bytes
    }

    /// Whether what is written need not be durable.
    #[cfg(test)]
    const fn is_passing(&self) -> bool {
        self.faults.is_some()
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "tests answer otherwise")]
    const fn is_passing(&self) -> bool {
        false
    }
}

/// Makes durable which files a folder holds. Where folders cannot be
/// synchronised there is nothing to do.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// A file that is being written.
pub(super) struct NewFile {
    file: File,
    path: PathBuf,
    disk: Disk,
}

impl NewFile {
    /// Makes what was written durable.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.disk.step(Step::Sync, &self.path, || {
            if self.disk.is_passing() { Ok(()) } else { self.file.sync_data() }
        })?;
        self.disk.taken(Step::Sync, &self.path, None, &[]);
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self { file, path, disk } = self;
        disk.step(Step::Write, path, || {
            let (now, _) = bytes.split_at(disk.allowed(bytes.len()));
            file.write(now)
        })
        .inspect(|written| {
            disk.taken(Step::Write, path, None, bytes.get(..*written).unwrap_or_default());
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
