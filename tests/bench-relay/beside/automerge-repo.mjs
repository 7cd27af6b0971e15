// A device at a server of automerge-repo: its messages as the package writes them, with Automerge's own sync protocol inside, but without
// what its Repo adds on the client's side (a storage, and a wait of 100 ms before a change is sent). So the server is what is measured.

import * as A from "@automerge/automerge";
import { parseAutomergeUrl, stringifyAutomergeUrl } from "@automerge/automerge-repo";
import { Decoder, Encoder } from "cbor-x";
import { Socket } from "./socket.mjs";

export const server = "automerge-repo-server.mjs";

const encoder = new Encoder({ tagUint8Array: false, useRecords: false });
const decoder = new Decoder({ tagUint8Array: false, useRecords: false });

/** What a change has beside its text, about. */
const BESIDE = 100;

/** The name of a space's document: the same one in every run. */
function named(space) {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, space + 1);
  return parseAutomergeUrl(stringifyAutomergeUrl({ documentId: bytes })).documentId;
}

export class Device {
  #doc = A.init();
  #state = A.initSyncState();
  #waiting = null;
  #count = 0;
  plain = 0;
  changes = 0;
  delivered = () => {};

  /** Enters, and has what the server has. Who founds brings the document. Whom the server lets go meanwhile, as it does on a busy machine, enters
   * again. */
  static async enter(port, space, number, isFounder) {
    for (;;) {
      const device = await Device.#entered(port, space, number, isFounder);
      if (device) return device;
      console.error(`  automerge-repo: the server let go of device-${space}-${number} while it entered, and it enters again`);
    }
  }

  static async #entered(port, space, number, isFounder) {
    const device = new Device();
    device.name = `device-${space}-${number}-${process.pid}`;
    device.documentId = named(space);
    const joined = new Promise((resolve) => (device.joined = resolve));
    device.socket = await Socket.dial(port, (message) => device.#hear(decoder.decode(message)));
    device.#say({ type: "join", peerMetadata: { isEphemeral: true }, supportedProtocolVersions: ["1"] });
    const ended = new Promise((resolve) => (device.socket.ended = () => resolve("ended")));
    if ((await Promise.race([joined, ended])) === "ended") return null;
    if (isFounder) device.#put("0");
    const inStep = new Promise((resolve) => (device.inStep = resolve));
    device.#sync(isFounder ? "sync" : "request");
    const again = setInterval(() => {
      console.error(`  automerge-repo: ${device.name} hears nothing, and asks again`);
      device.#state = A.initSyncState();
      device.#sync(isFounder ? "sync" : "request");
    }, 5_000);
    const how = await Promise.race([inStep, ended]);
    clearInterval(again);
    if (how === "ended") return null;
    device.socket.ended = null;
    device.socket.bytes = 0;
    return device;
  }

  /** Makes so many changes; done when the server says that it has them. */
  append(count, bytes) {
    for (let at = 0; at < count; at += 1) {
      this.#count += 1;
      this.#put(String(this.#count).padEnd(bytes - BESIDE, "."));
      this.plain += A.getLastLocalChange(this.#doc).length;
    }
    this.changes += count;
    const last = A.decodeChange(A.getLastLocalChange(this.#doc)).hash;
    const acked = new Promise((resolve) => (this.#waiting = { last, resolve }));
    this.#sync("sync");
    return acked;
  }

  /** One change of one field. */
  #put(text) {
    this.#doc = A.change(this.#doc, { time: 0 }, (doc) => (doc.text = new A.ImmutableString(text)));
  }

  /** What the next change will be counted as. */
  nextCount() {
    return this.#count + 1;
  }

  #hear(message) {
    if (message.type === "peer") return this.joined();
    if (message.type !== "sync" || message.documentId !== this.documentId) return;
    const before = String(this.#doc.text);
    [this.#doc, this.#state] = A.receiveSyncMessage(this.#doc, this.#state, message.data);
    this.#sync("sync");
    if (String(this.#doc.text) !== before) this.delivered(parseInt(this.#doc.text, 10));
    const theirs = this.#state.theirHeads ?? [];
    if (this.inStep && theirs.length > 0 && A.hasHeads(this.#doc, theirs)) {
      this.inStep();
      this.inStep = null;
    }
    if (this.#waiting && this.#isThere(this.#waiting.last, theirs)) {
      this.#waiting.resolve();
      this.#waiting = null;
    }
  }

  /** Whether the server has said that it has this change: as a head, or below one. */
  #isThere(change, theirs) {
    if (theirs.includes(change)) return true;
    return theirs.length > 0 && A.hasHeads(this.#doc, theirs) && !A.getChangesMetaSince(this.#doc, theirs).some((meta) => meta.hash === change);
  }

  #sync(type) {
    const [state, data] = A.generateSyncMessage(this.#doc, this.#state);
    this.#state = state;
    if (data) this.#say({ type, targetId: "server", documentId: this.documentId, data });
  }

  #say(message) {
    this.socket.say(encoder.encode({ senderId: this.name, ...message }));
  }
}
