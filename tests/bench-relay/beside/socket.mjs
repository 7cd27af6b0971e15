// A WebSocket of a device, which counts what goes over it.

import WebSocket from "ws";

/** What a WebSocket puts before a message. */
const header = (length) => (length < 126 ? 2 : length < 65_536 ? 4 : 10);

export class Socket {
  bytes = 0;

  static async dial(port, heard) {
    const socket = new Socket();
    socket.socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
    await new Promise((resolve, reject) => socket.socket.once("open", resolve).once("error", reject));
    socket.socket._socket.setNoDelay(true);
    socket.socket.on("message", (message) => {
      socket.bytes += message.length + header(message.length);
      heard(message);
    });
    socket.socket.on("close", () => socket.ended?.());
    return socket;
  }

  say(message) {
    this.bytes += message.length + header(message.length) + 4;
    this.socket.send(message);
  }
}
