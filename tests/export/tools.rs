//! Programs of others, to read back with. Where one is missing its test is skipped, except in CI,
//! where it must be there.

use std::path::PathBuf;
use std::process::Command;

/// A folder of its own for a test's files.
pub fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("export")
        .join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a program, or says that it is not installed.
pub fn run(command: &mut Command) -> Option<String> {
    match command.output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{command:?}: {said}");
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(error) => {
            let program = command.get_program().to_owned();
            assert!(
                std::env::var_os("CI").is_none(),
                "{program:?} is needed in CI: {error}"
            );
            None
        }
    }
}

/// Converts a file with LibreOffice and gives the path of the result.
pub fn office(name: &str, bytes: &[u8], to: &str) -> Option<PathBuf> {
    let folder = folder(name);
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    // A profile of its own, so that tests can run side by side.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut command = Command::new("soffice");
    command.args([
        "--headless",
        "--norestore",
        &profile,
        "--convert-to",
        to,
        "--outdir",
    ]);
    run(command.arg(&folder).arg(&path))?;
    let extension = to.split(':').next().unwrap();
    Some(path.with_extension(extension))
}

/// The text that LibreOffice shows on its pages.
pub fn office_text(name: &str, bytes: &[u8]) -> Option<String> {
    let pdf = office(name, bytes, "pdf")?;
    run(Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-"))
}

/// The files of a ZIP, by a reader that is not ours.
pub fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}
