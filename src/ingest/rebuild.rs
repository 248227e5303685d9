//! Making an index again from its archives, beside the one that is there.

use super::archive::Target;
use super::{Filling, Progress, Report, Request};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{IndexFolder, IndexLock};

/// Makes the index of a request again, whatever state it is in; the archives
/// are those that it records, unless the request names some. The index that
/// is there stays in use until the new one is whole, and if the run is
/// stopped.
///
/// # Errors
/// If the request names no index, if nothing is known of its archives or one
/// of them is not there, if a folder cannot be listed and the request does not
/// say to prune, or as an ingest fails.
pub fn rebuild(request: &Request, progress: &dyn Progress) -> Result<(IndexFolder, Report)> {
    let index = request.index.as_deref().ok_or_else(|| {
        Error::new(ErrorKind::Usage, "no index is named").hint("name it with `--index DIR`")
    })?;
    let mut target = Target::again(&request.archives, index)?;
    target.read_as(request.format);
    let lock = IndexLock::take(index, request.wait, &|| progress.is_stopped())?;
    let folder = IndexFolder::beside(index, target.roots(), &lock)?;
    let filling = Filling { folder: &folder, target: &target, request };
    let (report, lock) = filling.run(lock, progress)?;
    if let Some((unlisted, message)) = report.unreadable.first().filter(|_| !request.prune) {
        let doing = format!("nothing was replaced, because the folder `{unlisted}` is unreadable");
        return Err(Error::new(ErrorKind::Io, doing)
            .because(message.clone())
            .hint("see to it that it can be read, or give `--prune` to do without it"));
    }
    if let Some(lock) = lock {
        folder.adopt(&lock)?;
    }
    Ok((folder, report))
}
