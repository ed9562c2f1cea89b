import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isCode } from "./evidence";

/**
 * Looks for every secret of the run in every log, every mail and every database, and for the codes of mails as words in the logs and in
 * the databases' texts. Throws, naming the places and none of the secrets, where there is one.
 */
export function findLeaks(folder: string): string {
  const read = (file: string) => readFileSync(join(folder, file), { encoding: "utf8", flag: "a+" });
  const linesOf = (file: string) => new Set(read(file).split("\n").filter(Boolean));
  const filesIn = (kind: string) => readdirSync(join(folder, kind)).map((name) => `${kind}/${name}`);
  const [answered, mailed] = [linesOf("secrets"), linesOf("mailed")];
  const all = [...new Set([...answered, ...mailed])];
  const [codes, secrets] = [all.filter(isCode), all.filter((secret) => !isCode(secret))];
  const [logs, dumps] = [filesIn("logs"), filesIn("dumps")];
  const texts = dumps.filter((name) => name.endsWith(".texts"));

  const found = [
    ...[...logs, ...dumps].map((place) => ({ place, inside: within(read(place), secrets) })),
    ...[...logs, ...texts].map((place) => ({
      place,
      inside: amongWords(read(place), codes),
    })),
    {
      place: "mails",
      inside: within(
        read("mails"),
        secrets.filter((secret) => !mailed.has(secret)),
      ),
    },
  ].filter(({ inside }) => inside.length > 0);

  const extent = `${secrets.length} secrets, ${codes.length} codes, ${logs.length} logs, ${texts.length} databases`;
  if (found.length === 0) return extent;
  const places = found.map(({ place, inside }) => `${inside.length} in ${place} (${shapeOf(inside)})`);
  throw new Error(`Secrets were found (of ${extent}): ${places.join("; ")}`);
}

const within = (text: string, secrets: string[]) => secrets.filter((secret) => text.includes(secret));

/** Six digits that are part of no longer name or number. */
function amongWords(text: string, codes: string[]): string[] {
  const words = new Set(text.match(/(?<![\w.:-])\d{6}(?![\w-])/g));
  return codes.filter((code) => words.has(code));
}

/** Enough to find out which they are, in a log that others may read. */
const shapeOf = (secrets: string[]) =>
  secrets.map((secret) => `${secret.slice(0, isCode(secret) ? 2 : 4)}… of ${secret.length}`).join(", ");
