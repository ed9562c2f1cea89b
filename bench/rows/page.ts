import { get } from "node:http";
import { spreadOf } from "../figures";
import { interleave } from "../load";
import { insertGuests, tokenOf } from "../people";
import type { Row } from "../row";
import { countWork } from "../statements";

const asked = 20;

export const page: Row = {
  name: "page",
  async measure({ app }, { rounds }) {
    await insertGuests(app.pool, "page", 1);
    const cookie = `guestbook=${tokenOf("page", 0)}`;
    const pairs = await interleave(
      rounds * 2,
      () => firstByte(app.url, { cookie }),
      () => firstByte(app.url, {}),
    );
    const work = await countWork(app.pool, async () => {
      await firstByte(app.url, { cookie });
      return asked;
    });
    return [
      {
        what: "first byte for a guest, of one without a session",
        value: spreadOf(pairs.map(([guest, visitor]) => guest / visitor)),
        target: { atMost: 1.2 },
      },
      { what: "statements for a guest", value: work.statements, target: { atMost: 2 } },
    ];
  },
};

/** The median time to the first byte of the page, of several asked for one after the other (milliseconds). */
async function firstByte(url: string, headers: Record<string, string>): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < asked; number++) times.push(await timed(`${url}/`, headers));
  return spreadOf(times).median;
}

function timed(url: string, headers: Record<string, string>): Promise<number> {
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
