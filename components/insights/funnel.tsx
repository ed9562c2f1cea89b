import type { ReactNode } from "react";
import { inFigures } from "@/components/admin/figures";
import { Panel } from "@/components/admin/panel";
import { cell, figure, TableHead, table } from "@/components/admin/table";
import type { Insights } from "@/lib/features/insights/views";
import { duration, percent, shareOf } from "./figures";

/** How many guests kept their work, by method: each of them is in one row. Then how long they took, and which prompts led there. */
export function Funnel({
  insights,
  methods,
}: {
  insights: Insights;
  /** Sign-in methods by id. */
  methods: Record<string, string>;
}) {
  const { totals, upgradedBy, promptedBy, timeToUpgrade } = insights;
  const kept = totals.upgraded + totals.merged;
  const most = Math.max(totals.created, kept);
  return (
    <Panel title="Conversion">
      <table className={table}>
        <caption className="sr-only">What new guests became</caption>
        <TableHead columns={["Method"]} figures={["Guests", "% of new guests"]} />
        <tbody>
          <Row name="New guests" guests={totals.created} ofAll={totals.created} most={most} />
          {upgradedBy.map(({ method, guests }) => (
            <Row
              key={method}
              name={methods[method] ?? method}
              guests={guests}
              ofAll={totals.created}
              most={most}
            />
          ))}
          <Row
            name="Moved into an existing account"
            guests={totals.merged}
            ofAll={totals.created}
            most={most}
          />
        </tbody>
        <tfoot className="font-semibold">
          <Row name="Kept their work" guests={kept} ofAll={totals.created} most={most} isTotal />
        </tfoot>
      </table>
      <p className="text-muted text-sm">
        Compares upgrades with new guests in the same period; some upgraded guests arrived earlier.
      </p>
      <h3 className="text-xl">Time to an account</h3>
      {timeToUpgrade === null ? (
        <p>No guest created an account in this period.</p>
      ) : (
        <dl className="grid grid-cols-3 gap-4">
          <Quartile name="25% within" seconds={timeToUpgrade.lower} />
          <Quartile name="Median" seconds={timeToUpgrade.median} />
          <Quartile name="75% within" seconds={timeToUpgrade.upper} />
        </dl>
      )}
      {promptedBy.length > 0 && <Prompts prompts={promptedBy} upgraded={totals.upgraded} />}
    </Panel>
  );
}

/** Which of the product's prompts led to an account. */
function Prompts({ prompts, upgraded }: { prompts: Insights["promptedBy"]; upgraded: number }) {
  const unprompted = prompts.reduce((left, { guests }) => left - guests, upgraded);
  const rows = [
    ...prompts.map(({ prompt, guests }) => ({ name: `After prompt: ${prompt}`, guests })),
    { name: "Without a prompt", guests: unprompted },
  ];
  return (
    <>
      <h3 className="text-xl">Prompts</h3>
      <table className={table}>
        <caption className="sr-only">Accounts by the prompt that led to them</caption>
        <TableHead columns={["Prompt"]} figures={["Accounts", "% of accounts"]} />
        <tbody>
          {rows.map(({ name, guests }) => (
            <Row key={name} name={name} guests={guests} ofAll={upgraded} most={upgraded} />
          ))}
        </tbody>
      </table>
    </>
  );
}

type RowProps = { name: ReactNode; guests: number; ofAll: number; most: number; isTotal?: boolean };

function Row({ name, guests, ofAll, most, isTotal = false }: RowProps) {
  return (
    <tr>
      <th scope="row" className={`${cell} w-full ${isTotal ? "" : "font-normal"}`}>
        {name}
        <RowBar value={guests} most={most} look="fill-accent" />
      </th>
      <td className={figure}>{inFigures(guests)}</td>
      <td className={figure}>{percent(shareOf(guests, ofAll))}</td>
    </tr>
  );
}

/** A bar under the name of a row: as wide as the column for the greatest value of the table, `most`. */
export function RowBar({ value, most, look }: { value: number; most: number; look: string }) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${Math.max(1, most)} 1`}
      preserveAspectRatio="none"
      className={`mt-1 block h-2 w-full ${look}`}
    >
      <rect width={value} height={1} />
    </svg>
  );
}

function Quartile({ name, seconds }: { name: string; seconds: number }) {
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="font-display text-xl">{duration(seconds)}</dd>
    </div>
  );
}
