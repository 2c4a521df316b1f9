//! As much of HTTP/1.1 as a static server needs: one thread for each connection, which stays open. (The pool of
//! tiny_http 0.12 takes threads that it has just woken for idle ones, and then leaves a connection unread for ever.)

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// A head that is longer is no browser's.
const LONGEST_HEAD: u64 = 64 * 1024;
/// An idle connection is closed after this time.
const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Default)]
pub struct Request {
    pub method: String,
    pub url: String,
    headers: Vec<Header>,
}

/// Name and value.
pub type Header = (String, String);

pub struct Response {
    pub status: u16,
    pub headers: Vec<Header>,
    pub body: Vec<u8>,
}

impl Request {
    /// The values of a header.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Reads the next request of a connection; nothing when there are no more.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
        let mut head = reader.take(LONGEST_HEAD);
        let first = line(&mut head)?;
        let mut words = first.split(' ').map(str::to_string);
        let (Some(method), Some(url)) = (words.next(), words.next()) else {
            return Ok(None);
        };
        let mut request = Request {
            method,
            url,
            headers: Vec::new(),
        };
        loop {
            let text = line(&mut head)?;
            match text.split_once(':') {
                Some((name, value)) => request.headers.push((name.into(), value.trim().into())),
                None => return Ok(Some(request)),
            }
        }
    }
}

fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    Ok(line.trim_end().to_string())
}

impl Response {
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    fn write(&self, to: &mut impl Write, request: &Request) -> io::Result<()> {
        let reason = match self.status {
            200 => "OK",
            304 => "Not Modified",
            404 => "Not Found",
            _ => "Method Not Allowed",
        };
        let mut text = format!("HTTP/1.1 {} {reason}\r\n", self.status);
        for (name, value) in &self.headers {
            text += &format!("{name}: {value}\r\n");
        }
        text += &format!("Content-Length: {}\r\n\r\n", self.body.len());
        let mut bytes = text.into_bytes();
        if request.method != "HEAD" && self.status != 304 {
            bytes.extend(&self.body);
        }
        to.write_all(&bytes)
    }
}

/// Answers for as long as the program runs.
pub fn listen(
    listener: &TcpListener,
    answer: impl Fn(&Request) -> Response + Send + Sync + 'static,
) {
    let answer = Arc::new(answer);
    for stream in listener.incoming().filter_map(io::Result::ok) {
        let answer = Arc::clone(&answer);
        // A browser that hangs up early is no fault of the server.
        thread::spawn(move || converse(stream, &*answer).ok());
    }
}

fn converse(stream: TcpStream, answer: &impl Fn(&Request) -> Response) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut reader)? {
        let response = match request.method.as_str() {
            "GET" | "HEAD" => answer(&request),
            _ => Response {
                status: 405,
                headers: Vec::new(),
                body: Vec::new(),
            },
        };
        response.write(&mut writer, &request)?;
        let last = request.values("Connection").any(|value| value == "close");
        // A body that nobody reads would be taken for the next request.
        if last || response.status == 405 {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_follow_each_other_on_one_connection() {
        let mut text: &[u8] =
            b"GET /a HTTP/1.1\r\nAccept: x\r\naccept: y\r\n\r\nGET /b HTTP/1.1\r\n\r\n";
        let first = Request::read(&mut text).unwrap().unwrap();
        assert_eq!(first.url, "/a");
        assert_eq!(first.values("ACCEPT").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(Request::read(&mut text).unwrap().unwrap().url, "/b");
        assert!(Request::read(&mut text).unwrap().is_none());
    }
}
