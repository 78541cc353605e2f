//! Tells the program which compiler made it.
use std::{env, process::Command};

fn main() {
    let compiler = env::var("RUSTC").expect("cargo names the compiler");
    let output = Command::new(compiler).arg("--version").output().expect("the compiler runs");
    println!("cargo:rustc-env=RUST_VERSION={}", String::from_utf8_lossy(&output.stdout).trim());
    println!("cargo:rerun-if-changed=build.rs");
}
