//! The storage of a workspace: envelopes, recovery, saving under faults, daily copies.

mod daily;
mod device;
mod envelope;
mod faults;
mod recover;
mod saver;
mod schedule;
mod shelf;
mod tabs;
