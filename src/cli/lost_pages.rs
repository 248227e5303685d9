//! A file that shrinks while it is read as memory: the system raises a signal
//! then, which would end the process without a word. Instead the file is
//! named, with what to do about it, and the exit code is 2.
//!
//! Only here does the program do what the compiler cannot check: there is no
//! other way to hear of the signal together with the address.
#![cfg_attr(target_os = "linux", expect(unsafe_code, reason = "a signal has no safe interface"))]

#[cfg(target_os = "linux")]
pub(super) use self::linux::watch;

/// Files are not watched on this system.
#[cfg(not(target_os = "linux"))]
pub(super) fn watch() {}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;
    use std::io::Read;
    use std::os::fd::IntoRawFd;
    use std::path::{Path, PathBuf};
    use std::sync::atomic::{AtomicI32, Ordering};
    use std::thread::Builder;

    use libc::{c_int, c_void, siginfo_t};

    use crate::cli::messages;
    use crate::error::{Error, ErrorKind};
    use crate::index::IndexFolder;

    /// Where addresses are written that could not be read.
    static PIPE: AtomicI32 = AtomicI32::new(-1);

    /// Watches from now on. Where that is impossible, the signal ends the process.
    pub(in crate::cli) fn watch() {
        let Ok((mut addresses, sender)) = std::io::pipe() else { return };
        let listening = Builder::new().spawn(move || {
            let mut address = [0; size_of::<usize>()];
            if addresses.read_exact(&mut address).is_ok() {
                end(usize::from_ne_bytes(address));
            }
        });
        if listening.is_err() {
            return;
        }
        PIPE.store(sender.into_raw_fd(), Ordering::SeqCst);
        // SAFETY: an action of zeros is a valid one, and so is what is made of
        // it; the handler does only what a handler may do.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = on_lost_page as *const () as libc::sighandler_t;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigaction(libc::SIGBUS, &raw const action, std::ptr::null_mut());
        }
    }

    /// Hands the address on and lets the thread wait for the end of the process.
    extern "C" fn on_lost_page(_signal: c_int, info: *mut siginfo_t, _context: *mut c_void) {
        // SAFETY: the system passes a valid `info`; `write`, `pause` and
        // `_exit` may be called in a handler.
        unsafe {
            let address = ((*info).si_addr() as usize).to_ne_bytes();
            let pipe = PIPE.load(Ordering::SeqCst);
            let written = libc::write(pipe, address.as_ptr().cast(), address.len());
            if usize::try_from(written) != Ok(address.len()) {
                libc::_exit(2);
            }
            loop {
                libc::pause();
            }
        }
    }

    #[expect(clippy::exit, reason = "another thread waits at a page that is not there")]
    fn end(address: usize) {
        let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
        messages::error(&error(file_at(&maps, address)));
        std::process::exit(2);
    }

    /// What is said of a file that could not be read.
    fn error(path: Option<PathBuf>) -> Error {
        let Some(path) = path else {
            return Error::new(ErrorKind::Io, "a part of the memory cannot be read any more")
                .hint("look after the disk, and run `morgue check`");
        };
        let index = path.parent().and_then(Path::parent).unwrap_or(&path);
        let lengths = IndexFolder::open(index).and_then(|folder| folder.check_lengths());
        lengths.err().unwrap_or_else(|| {
            let hint =
                format!("look after the disk, and run `morgue check --index {}`", index.display());
            Error::new(ErrorKind::Io, "a page cannot be read any more of").at(&path).hint(hint)
        })
    }

    /// The file that is mapped at an address, from the system's list.
    fn file_at(maps: &str, address: usize) -> Option<PathBuf> {
        maps.lines().find_map(|line| {
            let mut parts = line.splitn(6, ' ');
            let (first, end) = parts.next()?.split_once('-')?;
            let range =
                usize::from_str_radix(first, 16).ok()?..usize::from_str_radix(end, 16).ok()?;
            let path = parts.nth(4).filter(|_| range.contains(&address))?.trim_start();
            path.starts_with('/').then(|| PathBuf::from(path))
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_file_of_an_address() {
            let maps = "\
7f0000000000-7f0000002000 r--s 00000000 fe:00 1234                       /news/a b/x.idx
7f0000002000-7f0000003000 rw-p 00000000 00:00 0 
7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0                          [stack]
";
            let file = |address| file_at(maps, address);
            assert_eq!(file(0x7f00_0000_1fff), Some(PathBuf::from("/news/a b/x.idx")));
            assert_eq!(file(0x7f00_0000_2000), None);
            assert_eq!(file(0x7ffd_0000_0000), None);
            assert_eq!(file(0), None);
        }

        #[test]
        fn a_page_of_a_file_that_is_whole() {
            let error = error(Some(PathBuf::from("/missing/.morgue/segments/x.idx")));
            assert_eq!(error.kind(), ErrorKind::IndexMissing);
            assert!(super::error(None).way_out().is_some());
        }
    }
}
