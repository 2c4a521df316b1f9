//! Documents from templates: the pack, the engine's limits, and every document of the set.

mod support;

mod engine;
mod pack;
mod set;
