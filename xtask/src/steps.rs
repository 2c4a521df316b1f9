//! Steps of a long task: all run, even after a failure, and the summary comes last.

use crate::Result;
use crate::shell;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio, exit};
use std::time::{Duration, Instant};

/// How many single tests a step ran.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
}

type Action = Box<dyn FnOnce() -> Result<Tally>>;

pub struct Step {
    pub name: String,
    action: Action,
    remedy: Option<String>,
}

impl Step {
    /// A step that succeeds or fails as a whole.
    pub fn new(name: &str, action: impl FnOnce() -> Result + 'static) -> Step {
        Step::counting(name, || {
            action().map(|()| Tally {
                passed: 1,
                failed: 0,
            })
        })
    }

    pub fn command(name: &str, line: &str) -> Step {
        let mut command = shell::words(line);
        Step::new(name, move || shell::run(&mut command))
    }

    /// A step that counts its own tests.
    pub fn counting(name: &str, action: impl FnOnce() -> Result<Tally> + 'static) -> Step {
        Step {
            name: name.into(),
            action: Box::new(action),
            remedy: None,
        }
    }

    /// What to run or edit when the step fails.
    pub fn mended_by(mut self, remedy: &str) -> Step {
        self.remedy = Some(remedy.into());
        self
    }
}

struct Outcome {
    name: String,
    tally: Tally,
    time: Duration,
    error: Option<String>,
}

/// Runs every step and prints the summary. The counts are the last line, also where a step failed:
/// whoever runs this without a person watching reads them there.
pub fn run_all(steps: Vec<Step>) -> Result {
    let outcomes: Vec<Outcome> = steps.into_iter().map(perform).collect();
    print(&outcomes);
    if outcomes.iter().any(|outcome| outcome.error.is_some()) {
        exit(1);
    }
    Ok(())
}

fn perform(step: Step) -> Outcome {
    println!("\n== {}", step.name);
    let start = Instant::now();
    let result = (step.action)();
    let error = match &result {
        Ok(tally) if tally.failed > 0 => Some(format!("{} failed", tally.failed)),
        Ok(_) => None,
        Err(error) => Some(error.to_string()),
    };
    if let Some(error) = &error {
        println!("{error}");
        step.remedy
            .iter()
            .for_each(|remedy| println!("to mend it: {remedy}"));
    }
    let tally = result.unwrap_or(Tally {
        passed: 0,
        failed: 1,
    });
    Outcome {
        name: step.name,
        tally,
        time: start.elapsed(),
        error,
    }
}

fn print(outcomes: &[Outcome]) {
    println!();
    let mut sum = Tally::default();
    for Outcome {
        name,
        tally,
        time,
        error,
    } in outcomes
    {
        let word = if error.is_some() { "FAILED" } else { "ok" };
        println!(
            "{name:<40}{word:<8}{:>7} passed{:>5} failed{:>8.1} s",
            tally.passed,
            tally.failed,
            time.as_secs_f32()
        );
        sum.passed += tally.passed;
        sum.failed += tally.failed;
    }
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
}

/// Runs a test runner, shows its output, and adds up the counts that it prints.
pub fn count(command: &mut Command, limit: Duration) -> Result<Tally> {
    shell::announce(command);
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().ok_or("no output")?;
    let reader = std::thread::spawn(move || {
        let mut tally = Tally::default();
        for line in BufReader::new(output)
            .lines()
            .map_while(std::io::Result::ok)
        {
            println!("{line}");
            add(&mut tally, &line);
        }
        tally
    });
    let Some(status) = shell::wait(&mut child, limit)? else {
        child.kill()?;
        child.wait()?;
        return Err(format!("stopped after {} s", limit.as_secs()).into());
    };
    let mut tally = reader.join().map_err(|_| "the output could not be read")?;
    if !status.success() {
        tally.failed = tally.failed.max(1);
    }
    if tally.passed + tally.failed == 0 {
        return Err("no test ran".into());
    }
    Ok(tally)
}

/// Reads cargo test's `test result: ok. 3 passed; 0 failed; …` and node's `ℹ pass 3`.
fn add(tally: &mut Tally, line: &str) {
    let words: Vec<&str> = line
        .split(|mark: char| mark == ';' || mark.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    let before = |name| {
        words
            .iter()
            .position(|word| *word == name)
            .and_then(|at| words.get(at.checked_sub(1)?)?.parse().ok())
    };
    match words.as_slice() {
        ["test", "result:", ..] => {
            tally.passed += before("passed").unwrap_or(0);
            tally.failed += before("failed").unwrap_or(0);
        }
        ["ℹ", "pass", number] => tally.passed += number.parse().unwrap_or(0),
        ["ℹ", "fail", number] => tally.failed += number.parse().unwrap_or(0),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_both_runners_are_read() {
        let mut tally = Tally::default();
        add(
            &mut tally,
            "test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        );
        add(&mut tally, "ℹ pass 7");
        add(&mut tally, "ℹ fail 1");
        add(&mut tally, "3 passed in a name is not a count");
        assert_eq!((tally.passed, tally.failed), (12, 3));
    }
}
