//! What another program put into the project file, put together with what is in memory.

use super::rows::Rows;
use super::{Problem, Session};
use crate::model::Project;
use crate::model::merge::merge;
use crate::store::format;
use std::path::Path;
use std::sync::Arc;

/// The project with all that these bytes of its file hold. None when they hold nothing that it does not.
///
/// # Errors
/// When they are no project, or one that cannot be put together with this one.
pub(super) fn with_disk(ours: &Project, bytes: &[u8], path: &Path) -> Result<Option<Arc<Project>>, Problem> {
    let refused = |why: String| {
        let what = format!("“{}” was changed by another program and cannot be put together with yours", path.display());
        Problem { detail: why.clone(), ..Problem::new(format!("{what}: {why}"), HINT) }
    };
    let theirs = format::parse(bytes).map_err(|error| refused(error.to_string()))?;
    if theirs.read_only.is_some() {
        return Err(refused("that was a newer Tickmark".to_owned()));
    }
    let merged = merge(ours, &theirs.project).map_err(|error| refused(error.to_string()))?;
    Ok((merged != *ours).then(|| Arc::new(merged)))
}

const HINT: &str = "save under another name; the file on disk is as the other program left it";

impl Session {
    /// Takes over a project that holds more than this one did when it was snapshot, and says whether that went.
    /// `is_current` when nothing has been done since; the project is then as it is on the disk.
    pub(super) fn take_over(&mut self, merged: Arc<Project>, is_current: bool) -> bool {
        let project = if is_current { Some(merged) } else { merge(&self.project, &merged).ok().map(Arc::new) };
        let Some(project) = project else { return false };
        self.rows = Rows::of(&project);
        self.project = project;
        self.revision += 1;
        if is_current {
            self.saved = Some(self.revision);
        }
        self.label_steps();
        true
    }
}
