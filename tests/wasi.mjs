// Runs a program compiled to WebAssembly with WASI: node --no-warnings tests/wasi.mjs PROGRAM ARGUMENTS
// Its root folder is the folder in which it is run, and nothing else is in its reach.
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const args = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args, env: {}, preopens: { "/": "." }, returnOnExit: true });
const { instance } = await WebAssembly.instantiate(readFileSync(args[0]), { wasi_snapshot_preview1: wasi.wasiImport });
process.exitCode = wasi.start(instance);
