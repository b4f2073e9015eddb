// Opens circuits as browsers would, acts in them and times what comes back. A line of JSON on stdin is an order, a line on stdout its answer.
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

const openedAtOnce = 4;
const period = 5000; // Everybody acts once in it.
const quiet = 500; // A page that rendered nothing for so long is whole.

class Circuit {
  #hub;
  #id;
  #base;
  #cookie;
  #rendered = 0;
  #objects = 0;

  constructor(base, cookie) {
    [this.#base, this.#cookie] = [base, cookie];
  }

  /** Milliseconds from asking for the page until its circuit rendered it. */
  async open(path) {
    const start = performance.now();
    const uri = this.#base + path;
    const { markers, state } = await this.#page(uri);
    this.#hub = this.#connection();
    await this.#hub.start();
    this.#id = await this.#hub.invoke("StartCircuit", this.#base + "/", uri, "[]", state);
    const operations = markers.map((marker, at) => ({ type: "add", ssrComponentId: at + 1, marker }));
    await this.#hub.send("UpdateRootComponents", JSON.stringify({ batchId: 1, operations }), state);
    while (this.#rendered === 0 || performance.now() - this.#rendered < quiet) {
      await sleep(50);
    }

    return this.#rendered - start;
  }

  /** Goes to an address; the answer is milliseconds until the last thing it rendered within the period, null when nothing came. */
  async go(path, until) {
    const start = performance.now();
    await this.#hub.send("OnLocationChanged", this.#base + path, null, false);
    await sleep(until - performance.now());
    return this.#rendered > start ? this.#rendered - start : null;
  }

  /** As a closed browser tab does; else the circuit would be kept for its return. */
  async close() {
    await fetch(this.#base + "/_blazor/disconnect", { method: "POST", headers: { Cookie: this.#cookie }, body: new URLSearchParams({ circuitId: this.#id }) });
    await this.#hub.stop();
  }

  async #page(uri) {
    const answer = await fetch(uri, { headers: { Cookie: this.#cookie }, redirect: "manual" });
    const html = await answer.text();
    const markers = [...html.matchAll(/<!--Blazor:(\{.*?\})-->/g)].map(([, json]) => JSON.parse(json)).filter(marker => marker.type === "server");
    if (markers.length === 0) {
      throw new Error(`${uri} answered ${answer.status} without components.`);
    }

    return { markers, state: html.match(/<!--Blazor-Server-Component-State:(.*?)-->/)?.[1] ?? "" };
  }

  #connection() {
    const protocol = Object.assign(new MessagePackHubProtocol(), { name: "blazorpack", version: 1 });
    const hub = new HubConnectionBuilder()
      .withUrl(this.#base + "/_blazor", { transport: HttpTransportType.WebSockets, headers: { Cookie: this.#cookie } })
      .withHubProtocol(protocol)
      .configureLogging(LogLevel.Error)
      .build();
    hub.on("JS.RenderBatch", id => {
      this.#rendered = performance.now();
      hub.send("OnRenderCompleted", id, null);
    });
    hub.on("JS.BeginInvokeJS", (call, _name, _args, wanted) => {
      // Zero: the caller waits for nothing. A module is asked for as a reference (1), everything else has no use for its answer.
      const result = wanted === 1 ? { __jsObjectId: ++this.#objects } : null;
      if (call) {
        hub.send("EndInvokeJSFromDotNet", call, true, JSON.stringify([call, true, result]));
      }
    });
    hub.on("JS.Error", message => fail(new Error(message)));
    for (const ignored of ["JS.AttachComponent", "JS.EndInvokeDotNet", "JS.EndUpdateRootComponents"]) {
      hub.on(ignored, () => {});
    }

    return hub;
  }
}

let circuits = [];

const orders = {
  /** Opens that many circuits, a few at a time, people and pages by turns. */
  async open({ address, cookies, count, paths }) {
    circuits = Array.from({ length: count }, (_, at) => new Circuit(address, cookies[at % cookies.length]));
    const waiting = [...circuits.entries()];
    const spent = [];
    await Promise.all(Array.from({ length: openedAtOnce }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        spent.push(await next[1].open(paths[next[0] % paths.length]));
      }
    }));
    return spent;
  },

  /** Everybody goes through the addresses, each from another one on; the acts are spread evenly over the period. */
  async act({ rounds, paths }) {
    const begin = performance.now();
    const spent = await Promise.all(circuits.map(async (circuit, at) => {
      const mine = [];
      for (let round = 0; round < rounds; round++) {
        const due = begin + round * period + (at / circuits.length) * period;
        await sleep(Math.max(0, due - performance.now()));
        mine.push(await circuit.go(paths[(at * 5 + round) % paths.length], due + period - 50));
      }

      return mine;
    }));
    return spent.flat();
  },

  async close() {
    await Promise.all(circuits.map(circuit => circuit.close()));
    circuits = [];
    return [];
  },
};

function fail(error) {
  console.error(error);
  process.exit(1);
}

for await (const line of createInterface({ input: process.stdin })) {
  const { order, ...details } = JSON.parse(line);
  console.log(JSON.stringify(await orders[order](details).catch(fail)));
}

process.exit(0);
