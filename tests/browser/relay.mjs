// A relay of a test's own, as a program: started, killed in the middle of its work, started again on the same port over the same file.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { told } from './harness.mjs';

/** A port that nobody has. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export async function relay(t, flags = []) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'throughline-relay-'));
  let child;
  let ended = Promise.resolve();
  const start = async () => {
    child = spawn(told('THROUGHLINE_RELAY'), ['--listen', `127.0.0.1:${port}`, '--store', join(folder, 'relay.redb'), ...flags], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const its = child;
    ended = new Promise((resolve) => its.once('exit', resolve));
    await new Promise((resolve, reject) => {
      let text = '';
      its.stderr.on('data', (chunk) => {
        text += chunk;
        if (text.includes('the relay answers')) resolve();
      });
      ended.then((code) => reject(new Error(`the relay ended with ${code}: ${text}`)));
    });
  };
  /** As a power cut does: nothing is told, nothing is finished. */
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  t.after(async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  });
  await start();
  return {
    url: `ws://127.0.0.1:${port}`,
    start,
    kill,
    /** Every byte that it keeps. */
    kept: () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))),
  };
}

/** Every byte that a page and a relay say to each other from now on, as the browser sends and receives them. */
export function listenIn(page) {
  const heard = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => heard.push(Buffer.from(payload)));
    socket.on('framereceived', ({ payload }) => heard.push(Buffer.from(payload)));
  });
  return () => Buffer.concat(heard);
}
