//! A static server for the finished page, with the headers that a real host is to send.

mod headers;
mod http;
mod site;

use crate::{Result, build, files, size};
pub use site::Site;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::thread;

struct Options {
    port: u16,
    folder: Option<PathBuf>,
    base: String,
}

/// Serves until stopped. Without `--dir` the page is built first.
pub fn run(args: &[String]) -> Result {
    let options = options(args)?;
    if options.folder.is_none() {
        build::page()?;
        // Over budget is a failure of `build` and `test`, not a reason to show nothing.
        size::run().unwrap_or_else(|error| println!("{error}"));
    }
    let site = Site::open(options.folder.unwrap_or_else(files::dist), &options.base)?;
    let (address, server) = start(site, options.port)?;
    println!("Annexa: http://{address}{}", options.base);
    server.join().map_err(|_| "the server stopped".into())
}

fn options(args: &[String]) -> Result<Options> {
    // A fixed port, since browser storage belongs to the origin and the port is part of it.
    let mut options = Options {
        port: 4173,
        folder: None,
        base: "/".into(),
    };
    let mut args = args.iter();
    while let Some(name) = args.next() {
        let value = args.next().ok_or(format!("`{name}` needs a value"))?;
        match name.as_str() {
            "--port" => {
                options.port = value
                    .parse()
                    .map_err(|_| format!("`{value}` is not a port"))?
            }
            "--dir" => options.folder = Some(value.into()),
            "--base" => options.base = format!("/{}/", value.trim_matches('/')).replace("//", "/"),
            other => {
                return Err(
                    format!("serve has no option `{other}`; known: --port, --dir, --base").into(),
                );
            }
        }
    }
    Ok(options)
}

/// Starts answering on 127.0.0.1; port 0 takes any free one.
pub fn start(site: Site, port: u16) -> Result<(SocketAddr, thread::JoinHandle<()>)> {
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| {
        format!("port {port} cannot be used ({error}); choose another with --port")
    })?;
    let address = listener.local_addr()?;
    let server =
        thread::spawn(move || http::listen(&listener, move |request| site.respond(request)));
    Ok((address, server))
}
