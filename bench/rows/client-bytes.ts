import { bundled, firstLoad } from "@/lib/testing/client-bytes";
import type { Row } from "./row";

export const clientBytes: Row = {
  name: "client-bytes",
  async measure({ app, ceiling }) {
    const page = firstLoad(await htmlOf(app.url), ".next");
    const empty = firstLoad(await htmlOf(ceiling.url), "bench/ceiling/.next");
    const client = await bundled("lib/auth-client.ts");
    return [
      { what: "lib/auth-client with lib/client/http", value: client, unit: "B", target: { atMost: 2_000 } },
      { what: "an empty page", value: empty, unit: "B", target: null },
      { what: "/ above an empty page", value: page - empty, unit: "B", target: { atMost: 30_000 } },
    ];
  },
};

async function htmlOf(url: string): Promise<string> {
  return (await fetch(`${url}/`)).text();
}
