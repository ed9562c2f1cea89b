import { get } from "node:http";
import { product } from "@/lib/product";
import { durations, spreadOf } from "../load";
import { insertGuests, tokenOf } from "./people";
import type { Row } from "./row";
import { countWork } from "./statements";

const asked = 20;

export const page: Row = {
  name: "page",
  async measure({ app }, { rounds }) {
    await insertGuests(app.pool, "page", 1);
    const guest = () => firstByte(app.url, { cookie: `${product.slug}=${tokenOf("page", 0)}` });
    const visitor = () => firstByte(app.url, {});
    return [
      {
        what: "first byte of / for a guest, of one without a session",
        value: await durations(rounds, guest, visitor),
        target: { atMost: 1.15 },
      },
      ...(await countWork(
        app.pool,
        async () => {
          await guest();
          return asked;
        },
        2,
      )),
    ];
  },
};

/** The median time to the first byte of the start page, of several asked for one after the other (milliseconds). */
async function firstByte(url: string, headers: Record<string, string>): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < asked; number++) times.push(await timeOf(`${url}/`, headers));
  return spreadOf(times).median;
}

function timeOf(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let first = 0;
    get(url, { headers }, (answer) => {
      answer.once("data", () => {
        first = performance.now() - began;
      });
      answer.on("end", () =>
        answer.statusCode === 200 ? resolve(first) : reject(new Error(`${url}: ${answer.statusCode}`)),
      );
    }).on("error", reject);
  });
}
