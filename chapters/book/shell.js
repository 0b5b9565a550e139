/* A small shell for the page's commands: the workbook's programs, compiled to WebAssembly, over files in
 * memory.  It knows words and quotes, | && ; < > >>, comments, and printf with one text, nothing else.
 * The whole of it is one function, so that its text can be given to a worker.
 *
 *   const shell = makeShell({ module, names: ["01-matrix", ...], files: { "build/x.trace": bytes } });
 *   const status = shell.run("build/01-matrix --trace=mine", (bytes, isError) => ...);
 *   shell.files: Map from name to { data, size, changed }
 */
function makeShell(computer) {
  "use strict";
  const { module, names, files } = computer;
  const nodes = new Map(Object.entries(files).map(([name, data]) => [name, { data, size: data.length }]));
  const folders = new Set(["", "build", "dev"]);
  const ENOENT = 44, EBADF = 8, EXIST = 20, EINVAL = 28, EISDIR = 31, ENOTDIR = 54, ESPIPE = 70;
  const text = (bytes) => new TextDecoder().decode(bytes), bytes = (text) => new TextEncoder().encode(text);

  // ---- files

  /* "/build/../a" in the folder "b" -> "a" */
  function place(name, folder = "") {
    const parts = [];
    for (const part of (name.startsWith("/") ? name : folder + "/" + name).split("/"))
      if (part === "..") parts.pop();
      else if (part && part !== ".") parts.push(part);
    return parts.join("/");
  }
  const isFolder = (name) => folders.has(name) || [...nodes.keys()].some((file) => file.startsWith(name + "/"));
  const parent = (name) => name.slice(0, Math.max(0, name.lastIndexOf("/")));
  const serial = new Map(); // a number for each node and folder, as a disk has
  const inode = (thing) => BigInt(serial.get(thing) || serial.set(thing, serial.size + 1).get(thing));

  function append(node, more, at) {
    const end = at + more.length;
    if (end > node.data.length) {
      const data = new Uint8Array(2 * end);
      data.set(node.data.subarray(0, node.size));
      node.data = data;
    }
    node.data.set(more, at);
    node.changed = true;
    node.size = Math.max(node.size, end);
  }

  // ---- one program: WASI preview 1, as far as the programs ask for it

  function execute(args, stdin, write) {
    let memory, exit = 0;
    const view = () => new DataView(memory.buffer), heap = (at, n) => new Uint8Array(memory.buffer, at, n);
    const open = [{ node: { data: stdin, size: stdin.length }, at: 0 },
      { write: (b) => write(b, false) }, { write: (b) => write(b, true) }, { folder: "" }];
    const words = args.map((word) => bytes(word + "\0"));
    const where = (fd, at, n) => place(text(heap(at, n)), open[fd] && open[fd].folder);
    const u32 = (at, x) => (view().setUint32(at, x, true), 0), u64 = (at, x) => (view().setBigUint64(at, BigInt(x), true), 0);

    function slices(at, n) {
      const word = (i) => view().getUint32(at + 4 * i, true);
      return Array.from({ length: n }, (_, i) => heap(word(2 * i), word(2 * i + 1)));
    }
    function stat(name, out) {
      const node = nodes.get(name);
      if (!node && !isFolder(name)) return ENOENT;
      heap(out, 64).fill(0);
      u64(out, 1);
      u64(out + 8, inode(node || name));
      view().setUint8(out + 16, node ? 4 : 3);
      u64(out + 24, 1);
      return u64(out + 32, node ? node.size : 0);
    }
    const wasi = {
      args_sizes_get: (count, size) => (u32(count, words.length), u32(size, words.reduce((n, w) => n + w.length, 0))),
      args_get(argv, buffer) {
        for (const word of words) {
          u32(argv, buffer);
          heap(buffer, word.length).set(word);
          argv += 4;
          buffer += word.length;
        }
        return 0;
      },
      environ_sizes_get: (count, size) => (u32(count, 0), u32(size, 0)),
      environ_get: () => 0,
      clock_time_get: (id, _, out) => u64(out, Math.round((id === 0 ? Date.now() : performance.now()) * 1e6)),
      proc_exit(status) { exit = status; throw wasi; },

      fd_prestat_get: (fd, out) => (fd === 3 ? (u32(out, 0), u32(out + 4, 1)) : EBADF),
      fd_prestat_dir_name: (fd, at) => (heap(at, 1).set(bytes("/")), 0),
      fd_fdstat_get(fd, out) {
        if (!open[fd]) return EBADF;
        heap(out, 24).fill(0);
        view().setUint8(out, open[fd].folder !== undefined ? 3 : fd < 3 ? 0 : 4);
        u64(out + 8, 0xfffffffn);
        return u64(out + 16, 0xfffffffn);
      },
      fd_fdstat_set_flags: () => 0,
      fd_sync: () => 0,
      fd_close: (fd) => (open[fd] ? (delete open[fd], 0) : EBADF),
      fd_read(fd, at, n, out) {
        const file = open[fd];
        if (!file || !file.node) return file && file.folder !== undefined ? EISDIR : EBADF;
        let total = 0;
        for (const slice of slices(at, n)) {
          const some = file.node.data.subarray(file.at, Math.min(file.node.size, file.at + slice.length));
          slice.set(some);
          file.at += some.length;
          total += some.length;
        }
        return u32(out, total);
      },
      fd_write(fd, at, n, out) {
        const file = open[fd];
        if (!file || file.folder !== undefined || fd === 0) return EBADF;
        let total = 0;
        for (const slice of slices(at, n)) {
          if (file.write) file.write(slice.slice());
          else {
            if (file.append) file.at = file.node.size;
            append(file.node, slice, file.at);
            file.at += slice.length;
          }
          total += slice.length;
        }
        return u32(out, total);
      },
      fd_seek(fd, offset, whence, out) {
        const file = open[fd];
        if (!file || !file.node || fd < 3) return file ? ESPIPE : EBADF;
        const to = Number(offset) + [0, file.at, file.node.size][whence];
        if (to < 0) return EINVAL;
        file.at = to;
        return u64(out, to);
      },
      fd_readdir(fd, at, room, cookie, out) {
        if (!open[fd] || open[fd].folder === undefined) return EBADF;
        const folder = open[fd].folder, inside = folder ? folder + "/" : "";
        const all = [...new Set([...nodes.keys(), ...folders].filter((name) => name && name.startsWith(inside) && name !== folder)
          .map((name) => name.slice(inside.length).split("/")[0]))];
        let used = 0;
        for (let i = Number(cookie); i < all.length && used < room; i++) {
          const name = bytes(all[i]), entry = new Uint8Array(24 + name.length), v = new DataView(entry.buffer);
          v.setBigUint64(0, BigInt(i + 1), true);
          v.setBigUint64(8, inode(nodes.get(inside + all[i]) || inside + all[i]), true);
          v.setUint32(16, name.length, true);
          v.setUint8(20, nodes.has(inside + all[i]) ? 4 : 3);
          entry.set(name, 24);
          const part = entry.subarray(0, room - used);
          heap(at + used, part.length).set(part);
          used += part.length;
        }
        return u32(out, used);
      },
      path_filestat_get: (fd, _, at, n, out) => stat(where(fd, at, n), out),
      path_readlink: (fd, at, n) => (nodes.has(where(fd, at, n)) || isFolder(where(fd, at, n)) ? EINVAL : ENOENT),
      path_create_directory(fd, at, n) {
        const name = where(fd, at, n);
        if (nodes.has(name) || isFolder(name)) return EXIST;
        if (!isFolder(parent(name))) return ENOENT;
        folders.add(name);
        return 0;
      },
      path_unlink_file: (fd, at, n) => (nodes.delete(where(fd, at, n)) ? 0 : ENOENT),
      path_rename(fd, at, n, newFd, newAt, newN) {
        const [from, to] = [where(fd, at, n), where(newFd, newAt, newN)], node = nodes.get(from);
        if (!node) return ENOENT;
        if (isFolder(to)) return EISDIR;
        nodes.delete(from);
        nodes.set(to, node);
        return 0;
      },
      path_open(fd, _, at, n, flags, rights, inherited, how, out) {
        const name = where(fd, at, n), [create, folder, fresh, empty] = [1, 2, 4, 8].map((bit) => flags & bit);
        let node = nodes.get(name);
        const next = open.findIndex((file, i) => i > 3 && !file), free = next < 0 ? open.length : next;
        if (!node && isFolder(name)) {
          open[free] = { folder: name };
          return create ? EISDIR : u32(out, free);
        }
        if (folder) return node ? ENOTDIR : ENOENT;
        if (node && fresh) return EXIST;
        if (!node && (!create || !isFolder(parent(name)))) return nodes.has(parent(name)) ? ENOTDIR : ENOENT;
        if (!node) nodes.set(name, (node = { data: new Uint8Array(0), size: 0, changed: true }));
        if (empty) Object.assign(node, { data: new Uint8Array(0), size: 0, changed: true });
        open[free] = { node, at: 0, append: how & 1 };
        return u32(out, free);
      },
    };
    const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi });
    memory = instance.exports.memory;
    try {
      instance.exports._start();
    } catch (stop) {
      if (stop !== wasi) throw stop;
    }
    return exit;
  }

  // ---- a line of the shell

  /* The words and the signs of a line: a sign is { sign }. */
  function wordsOf(line) {
    const found = [], part = /\s*(?:(\|\||&&|>>|[|;<>&]|#.*)|((?:'[^']*'|"[^"$`\\]*"|\\.|[^\s'"|;<>&$`\\])+)|(\S))/y;
    for (let m; part.lastIndex < line.trimEnd().length && (m = part.exec(line)); ) {
      if (m[1] && m[1][0] === "#") break;
      if (m[3] || m[1] === "||" || m[1] === "&") throw new Error(`this page's shell does not know ${m[3] || m[1]}`);
      found.push(m[1] ? { sign: m[1] } : m[2].replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, a = "", b = "", c = "") => a + b + c));
    }
    return found;
  }

  /* [{ after, stages: [{ args, input, output, append }] }] */
  function parse(line) {
    const list = [];
    let stage, pipeline;
    const begin = (after) => list.push((pipeline = { after, stages: [(stage = { args: [] })] }));
    begin(";");
    for (let all = wordsOf(line), i = 0; i < all.length; i++) {
      const { sign } = all[i];
      if (!sign) stage.args.push(all[i]);
      else if (sign === "|") pipeline.stages.push((stage = { args: [] }));
      else if (sign === ";" || sign === "&&") begin(sign);
      else {
        const name = all[++i];
        if (typeof name !== "string") throw new Error(`a file is wanted behind ${sign}`);
        if (sign === "<") stage.input = name;
        else Object.assign(stage, { output: name, append: sign === ">>" });
      }
    }
    return list.filter(({ stages }) => stages.length > 1 || stages[0].args.length);
  }

  const program = (word = "") => /^(\.?\/)?build\/[\w-]+$/.test(word) && names.includes(word.split("/").pop());

  function run(line, write) {
    const say = (words) => write(bytes(words + "\n"), true);
    let status = 0, list;
    try {
      list = parse(line);
    } catch (error) {
      say(error.message);
      return 2;
    }
    for (const { after, stages } of list) {
      if (after === "&&" && status !== 0) continue;
      let input = new Uint8Array(0);
      for (const [i, stage] of stages.entries()) {
        const printf = stage.args[0] === "printf";
        const wrong = stage.args.length === 0 ? "a command is wanted"
          : !printf && !program(stage.args[0]) ? `${stage.args[0]}: not on this page, which has build/${names.join(", build/")}`
          : stage.input !== undefined && !nodes.has(place(stage.input)) ? `${stage.input}: No such file or directory` : "";
        if (wrong) {
          say(wrong);
          return 127;
        }
        if (stage.input !== undefined) input = nodes.get(place(stage.input)).data.slice(0, nodes.get(place(stage.input)).size);
        const file = { data: new Uint8Array(0), size: 0 };
        const caught = stage.output !== undefined || i < stages.length - 1;
        const out = (bytes, isError) => (caught && !isError ? append(file, bytes, file.size) : write(bytes, isError));
        status = printf ? (out(bytes((stage.args[1] || "").replaceAll("\\n", "\n")), false), 0) : execute(stage.args, input, out);
        input = file.data.slice(0, file.size);
        if (stage.output !== undefined) {
          const old = stage.append && nodes.get(place(stage.output));
          if (old) append(old, input, old.size);
          else nodes.set(place(stage.output), { ...file, changed: true });
          input = new Uint8Array(0);
        }
      }
    }
    return status;
  }

  return { run, parse, program, files: nodes };
}

if (typeof module !== "undefined") module.exports = makeShell;
