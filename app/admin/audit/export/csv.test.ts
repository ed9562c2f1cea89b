import { expect, test } from "vitest";
import { csvLine } from "./csv";

test("every cell is in quotes, and quotes are doubled", () => {
  expect(csvLine(["plain", 'say "hi", you', "two\r\nlines", ""])).toBe(
    '"plain","say ""hi"", you","two\r\nlines",""\r\n',
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])(
  "%j is no formula",
  (text) => {
    expect(csvLine([text])).toBe(`"'${text.replaceAll('"', '""')}"\r\n`);
  },
);

test("what only contains such a character stays as it is", () => {
  expect(csvLine(["a=b", "1-2", "x@example.com"])).toBe('"a=b","1-2","x@example.com"\r\n');
});
