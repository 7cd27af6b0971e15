// A device at a server of Hocuspocus: one message for each change, as its provider sends them, without the provider.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { Socket } from "./socket.mjs";

export const server = "hocuspocus-server.mjs";

const SYNC = 0;
const SYNC_REPLY = 4;
const SYNC_STATUS = 8;
/** What an update has beside its text, about. */
const BESIDE = 30;

export class Device {
  #doc = new Y.Doc();
  #unacknowledged = 0;
  #acked = null;
  #count = 0;
  plain = 0;
  changes = 0;
  delivered = () => {};
  /** Whether it takes in what others wrote; where only acknowledgements are measured it need not, and leaves more of the machine to the server. */
  reads = true;

  static async enter(port, space, _number, isFounder) {
    const device = new Device();
    device.name = `space-${space}`;
    const record = device.#doc.getMap("record");
    device.record = record;
    const entered = new Promise((resolve) => (device.entered = resolve));
    device.socket = await Socket.dial(port, (message) => device.#hear(message));
    device.#say((encoder) => sync.writeSyncStep1(encoder, device.#doc));
    await entered;
    device.#doc.on("update", (update, origin) => {
      if (origin === device) return;
      device.plain += update.length;
      device.#unacknowledged += 1;
      device.#say((encoder) => sync.writeUpdate(encoder, update));
    });
    if (isFounder) await device.append(1, 0);
    record.observe((event) => {
      if (event.transaction.origin === device) device.delivered(parseInt(record.get("text"), 10));
    });
    device.socket.bytes = device.plain = device.changes = 0;
    return device;
  }

  append(count, bytes) {
    const acked = new Promise((resolve) => (this.#acked = resolve));
    for (let at = 0; at < count; at += 1) {
      this.#count += 1;
      this.record.set("text", String(this.#count).padEnd(bytes - BESIDE, "."));
    }
    this.changes += count;
    return acked;
  }

  /** What the next change will be counted as. */
  nextCount() {
    return this.#count + 1;
  }

  #hear(message) {
    const decoder = decoding.createDecoder(message);
    decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === SYNC || type === SYNC_REPLY) {
      if (!this.reads) return;
      const answer = encoding.createEncoder();
      const step = sync.readSyncMessage(decoder, answer, this.#doc, this);
      if (encoding.length(answer) > 0) {
        this.#unacknowledged += 1;
        this.#say((encoder) => encoding.writeUint8Array(encoder, encoding.toUint8Array(answer)));
      }
      if (step === sync.messageYjsSyncStep2) this.entered();
    } else if (type === SYNC_STATUS) {
      this.#unacknowledged -= 1;
      if (this.#unacknowledged === 0) this.#acked?.();
    }
  }

  #say(write) {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, this.name);
    encoding.writeVarUint(encoder, SYNC);
    write(encoder);
    this.socket.say(encoding.toUint8Array(encoder));
  }
}
