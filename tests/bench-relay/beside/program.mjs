// A server as a process of its own: started, watched, ended.

import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

export class Program {
  /** With an empty folder, or on what the last one of this name left. */
  static async start(script, folder, isFresh) {
    if (isFresh) rmSync(folder, { recursive: true, force: true });
    const program = new Program();
    const file = path.join(import.meta.dirname, script);
    program.child = spawn(process.execPath, ["--expose-gc", file, folder], { stdio: ["pipe", "pipe", "inherit"] });
    program.lines = createInterface({ input: program.child.stdout })[Symbol.asyncIterator]();
    program.port = Number((await program.lines.next()).value);
    if (!program.port) throw new Error(`${script} did not start`);
    return program;
  }

  /** KiB in memory, after its garbage was collected. */
  async memory() {
    this.child.stdin.write("\n");
    await this.lines.next();
    return Number(/VmRSS:\s+(\d+)/.exec(this.about("status"))[1]);
  }

  /** Seconds that it has computed for, on all cores. */
  computed() {
    const fields = this.about("stat").split(")").at(-1).trim().split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  about(what) {
    return readFileSync(`/proc/${this.child.pid}/${what}`, "utf8");
  }

  async end() {
    const ended = new Promise((resolve) => this.child.on("exit", resolve));
    this.child.kill("SIGKILL");
    await ended;
  }
}
