//! Running other programs: where they are found, what is printed, when they are stopped.

use crate::{Result, files};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A program in the project's root, which finds our own tools first and reads nothing from the terminal.
pub fn program(name: &str) -> Command {
    let mut command = Command::new(find(name).unwrap_or_else(|| name.into()));
    command
        .current_dir(files::root())
        .env("PATH", search_path())
        .stdin(Stdio::null());
    command
}

/// The same with arguments split at blanks: `words("npm ci --ignore-scripts")`.
pub fn words(line: &str) -> Command {
    let mut parts = line.split_whitespace();
    let mut command = program(parts.next().unwrap_or_default());
    command.args(parts);
    command
}

/// Where a program is, among our own tools and on PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let file = if cfg!(windows) && name == "npm" {
        "npm.cmd".into()
    } else {
        format!("{name}{}", env::consts::EXE_SUFFIX)
    };
    env::split_paths(&search_path())
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Our own tools come before whatever the machine has: their versions are pinned.
fn search_path() -> OsString {
    let own = [
        files::root().join(".tools/bin"),
        files::www().join("node_modules/.bin"),
    ];
    let machine = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&machine))).unwrap_or(machine)
}

/// Runs to the end, showing the command line and its output.
pub fn run(command: &mut Command) -> Result {
    announce(command);
    succeed(command.status(), command)
}

/// Runs quietly and hands back what was printed.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::null()).output()?;
    succeed(Ok(output.status), command)?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// Runs for at most `limit`: a blocked network must not hold the whole task up.
pub fn run_within(limit: Duration, command: &mut Command) -> Result {
    announce(command);
    let mut child = command.spawn()?;
    match wait(&mut child, limit)? {
        Some(status) => succeed(Ok(status), command),
        None => {
            child.kill()?;
            child.wait()?;
            Err(format!(
                "`{}` was stopped after {} s",
                line(command),
                limit.as_secs()
            )
            .into())
        }
    }
}

/// The exit status, or nothing when the time is up first.
pub fn wait(child: &mut Child, limit: Duration) -> Result<Option<ExitStatus>> {
    let start = Instant::now();
    while start.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        sleep(Duration::from_millis(50));
    }
    Ok(None)
}

pub fn announce(command: &Command) {
    println!("$ {}", line(command));
}

fn succeed(status: std::io::Result<ExitStatus>, command: &Command) -> Result {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` failed: {status}", line(command)).into()),
        Err(error) => Err(format!("`{}` could not start: {error}", line(command)).into()),
    }
}

fn line(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_stem()
        .unwrap_or(command.get_program());
    let words = std::iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy());
    words.collect::<Vec<_>>().join(" ")
}

/// Administrator rights are what decides whether a missing system package can be installed here.
pub fn is_root() -> bool {
    cfg!(unix) && output(&mut words("id -u")).is_ok_and(|id| id == "0")
}
