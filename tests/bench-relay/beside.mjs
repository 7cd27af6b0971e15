// Another server by the same numbers as the relay: node beside.mjs automerge-repo|hocuspocus FOLDER NAME=NUMBER …
// It prints one line for each figure, as the program beside it does.

import path from "node:path";
import { Program } from "./beside/program.mjs";

const [kind, folder, ...words] = process.argv.slice(2);
const { Device, server } = await import(`./beside/${kind}.mjs`);
const plan = Object.fromEntries(words.map((word) => [word.split("=")[0], Number(word.split("=")[1])]));

const DEVICES = 3;
const WARM_UP_MS = 2_000;
const QUIET_MS = 3_000;
const AT_ONCE = 32;
const PATIENCE_MS = 10 * 60_000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const figure = (name, value) => console.log(`figure\t${name}\t${value}`);
const says = (what) => console.error(`  ${kind}: ${what}`);

function tell(name, times) {
  times.sort((one, other) => one - other);
  figure(`${name}.p50_ms`, times[Math.floor(times.length * 0.5)] ?? 0);
  figure(`${name}.p99_ms`, times[Math.floor(times.length * 0.99)] ?? 0);
}

const start = (name, isFresh = true) => Program.start(server, path.join(folder, `${kind}-${name}`), isFresh);

/** Does this for each, a few at a time. */
async function each(items, act) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await act(items[at]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

const range = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);

/** The founders of so many spaces. */
const found = (port, spaces) => each(range(0, spaces), (space) => Device.enter(port, space, 0, true));

const enter = (port, devices) => each(devices, (at) => Device.enter(port, Math.floor(at / DEVICES), at % DEVICES, false));

async function spacesOf(port, spaces) {
  const founders = await found(port, spaces);
  const others = await enter(port, range(0, spaces * DEVICES).filter((at) => at % DEVICES > 0));
  return founders.map((founder, space) => [founder, ...others.slice(space * (DEVICES - 1), (space + 1) * (DEVICES - 1))]);
}

async function appends(inFlight) {
  says(`appends, ${inFlight} in flight, ${plan.spaces} spaces of ${DEVICES} devices`);
  const program = await start("appends");
  const devices = (await spacesOf(program.port, plan.spaces)).flat();
  const from = performance.now() + WARM_UP_MS;
  const until = from + plan.seconds * 1000;
  const times = [];
  let changes = 0;
  let ended = false;
  const append = async (device) => {
    while (performance.now() < until) {
      const asked = performance.now();
      await device.append(inFlight, plan.plain_bytes);
      const now = performance.now();
      if (now >= from && now < until) {
        changes += inFlight;
        times.push(now - asked);
      }
    }
  };
  devices.forEach((device) => {
    device.reads = false;
    device.socket.ended = () => ended || says("the server ended a connection");
  });
  const appending = devices.map(append);
  await sleep(WARM_UP_MS);
  const computed = program.computed();
  await sleep(plan.seconds * 1000);
  const cores = (program.computed() - computed) / plan.seconds;
  await Promise.race([Promise.all(appending), sleep(15_000)]);
  const sum = (of) => devices.reduce((sum, device) => sum + of(device), 0);
  figure(`appends.${inFlight}.per_second`, changes / plan.seconds);
  figure(`appends.${inFlight}.cores`, cores);
  // A device here has one document: what it has in flight is of that one document in any case.
  if (inFlight === plan.many) {
    figure(`appends.${inFlight}_of_one_document.per_second`, changes / plan.seconds);
    figure(`appends.${inFlight}_of_one_document.cores`, cores);
  }
  figure(`appends.${inFlight}.bytes_per_change`, sum((device) => device.socket.bytes) / sum((device) => device.changes));
  figure(`appends.${inFlight}.plain_bytes`, sum((device) => device.plain) / sum((device) => device.changes));
  tell(`appends.${inFlight}`, times);
  ended = true;
  await end(program, devices);
}

async function fanOut() {
  says(`fan-out, ${plan.fan_spaces} spaces of ${DEVICES} devices, a change every ${plan.fan_every_ms} ms in each`);
  const program = await start("fan-out");
  const spaces = await spacesOf(program.port, plan.fan_spaces);
  const rounds = Math.floor((plan.fan_seconds * 1000) / plan.fan_every_ms);
  const times = [];
  const begins = performance.now() + 200;
  const computed = program.computed();
  const fan = async ([author, ...readers], space) => {
    const sent = new Map();
    readers.forEach((reader) => {
      reader.delivered = (count) => {
        if (sent.has(count)) times.push(performance.now() - sent.get(count));
      };
    });
    for (let round = 0; round < rounds; round += 1) {
      const at = begins + plan.fan_every_ms * (round + space / plan.fan_spaces);
      await sleep(at - performance.now());
      sent.set(author.nextCount(), performance.now());
      await author.append(1, plan.plain_bytes);
    }
  };
  await Promise.all(spaces.map(fan));
  const cores = (program.computed() - computed) / ((performance.now() - begins) / 1000);
  const expected = plan.fan_spaces * rounds * (DEVICES - 1);
  for (let waited = 0; times.length < expected && waited < 20_000; waited += 100) await sleep(100);
  if (times.length < expected) says(`${expected - times.length} of ${expected} changes did not come alone: they came with a later one, or not`);
  figure("fan_out.deliveries", times.length);
  figure("fan_out.cores", cores);
  tell("fan_out", times);
  await end(program, spaces.flat());
}

async function idle() {
  const sockets = plan.idle_sockets;
  says(`${sockets} idle sockets in spaces of ${DEVICES} devices`);
  const before = await start("idle");
  const founders = await found(before.port, Math.ceil(sockets / DEVICES));
  // What a server writes after a while is on its disk by then.
  await sleep(QUIET_MS);
  await end(before, founders);
  const program = await start("idle", false);
  await sleep(QUIET_MS);
  const nobody = await program.memory();
  const half = Math.floor(sockets / 2);
  const first = await enter(program.port, range(0, half));
  await sleep(QUIET_MS);
  const halfway = await program.memory();
  const rest = await enter(program.port, range(half, sockets));
  await sleep(QUIET_MS);
  const everybody = await program.memory();
  figure("idle.mib_with_nobody", nobody / 1024);
  figure("idle.mib_per_1000", ((everybody - nobody) / 1024 / sockets) * 1000);
  figure("idle.mib_per_1000_of_the_second_half", ((everybody - halfway) / 1024 / (sockets - half)) * 1000);
  await end(program, [...first, ...rest]);
}

async function end(program, devices) {
  devices.forEach((device) => {
    device.socket.ended = null;
    device.socket.socket.terminate();
  });
  await program.end();
}

// A server that answers nobody any more is named, and not waited for all day.
setTimeout(() => {
  says(`not done after ${PATIENCE_MS / 60_000} minutes`);
  process.exit(1);
}, PATIENCE_MS).unref();
for (const inFlight of [plan.few, plan.many]) await appends(inFlight);
await fanOut();
await idle();
process.exit(0);
