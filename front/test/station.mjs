// The real program on a free port with a folder of its own, at the fixed moment.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** The moment at which every station of these tests begins. */
export const MOMENT = "2021-03-01T18:00:00-08:00";

// The first start makes the sizes of every picture; on a busy machine that takes long, and nothing here is a race.
const PATIENCE = 300_000;

/** A port of this machine that nobody uses right now. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Runs the program to its end; throws with what it said when it fails. */
export function runProgram(program, words) {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: "utf8", timeout: PATIENCE });
  if (status !== 0) throw new Error(`bellwether ${words.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** A station that answers. */
export class Station {
  #child;
  #said = "";

  /** Starts it and waits until it says where it serves. */
  static async start(program, words) {
    const station = new Station();
    await station.#begin(program, words);
    return station;
  }

  async #begin(program, words) {
    this.#child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
    const keep = (bytes) => (this.#said = (this.#said + bytes).slice(-20_000));
    this.#child.stdout.on("data", keep);
    this.#child.stderr.on("data", keep);
    const deadline = Date.now() + PATIENCE;
    while (!/ is serving .* at http:\S+ \(desk/.test(this.#said)) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null || Date.now() > deadline) {
        this.#child.kill("SIGKILL");
        throw new Error(`the station did not start (bellwether ${words.join(" ")}). It said:\n${this.#said}`);
      }
      await new Promise((wake) => setTimeout(wake, 50));
    }
    this.origin = / at (http:\/\/[^\s/]+) \(desk/.exec(this.#said)[1];
  }

  /** The link with which the first administrator is made, printed right after the first line. */
  async setupLink() {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = /http:\S+\/desk\/setup\/[0-9a-f]+/.exec(this.#said);
      if (found) return found[0];
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`the station printed no link for the first administrator. It said:\n${this.#said}`);
  }

  /** The last thing it said, for whoever looks for a cause. */
  get said() {
    return this.#said;
  }

  /** Stops it as Ctrl-C would and tells whether it ended well. */
  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return false;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const late = setTimeout(() => this.#child.kill("SIGKILL"), 15_000);
    const [code] = await ended;
    clearTimeout(late);
    return code === 0;
  }
}
