import type { Insights } from "@/lib/contract/insights";
import { duration, inFigures, percentage } from "./figures";
import { Panel } from "./panel";
import { cell, figure, heading, table } from "./table";

const methods: Record<string, string> = {
  password: "Email and password",
  "magic-link": "Magic link",
  passkey: "Passkey",
  google: "Google",
  github: "GitHub",
  apple: "Apple",
  oidc: "OpenID Connect",
};

/** How many guests stay, by which way, and how long they take. */
export function Conversion({ insights }: { insights: Insights }) {
  const { totals, upgradedBy, promptedBy, timeToUpgrade } = insights;
  const rows = [
    ...upgradedBy.map(({ method, guests }) => ({ name: methods[method] ?? method, guests })),
    ...promptedBy.map(({ prompt, guests }) => ({ name: `After the offer “${prompt}”`, guests })),
    { name: "All upgrades", guests: totals.upgraded },
    { name: "Merged into an account they had", guests: totals.merged },
  ];
  return (
    <Panel title="Conversion">
      <table className={table}>
        <caption className="sr-only">Upgrades by method and by offer</caption>
        <thead>
          <tr>
            <th scope="col" className={heading}>
              Way
            </th>
            <th scope="col" className={`${heading} text-right`}>
              Guests
            </th>
            <th scope="col" className={`${heading} text-right`}>
              Of those created
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, guests }) => (
            <tr key={name}>
              <th scope="row" className={`${cell} font-normal`}>
                {name}
              </th>
              <td className={figure}>{inFigures(guests)}</td>
              <td className={figure}>{percentage(guests, totals.created)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-muted text-sm">
        Upgrades in these days beside guests created in these days; some who upgraded came before.
      </p>
      <h3 className="text-xl">Time to upgrade</h3>
      {timeToUpgrade === null ? (
        <p>Nobody upgraded in these days.</p>
      ) : (
        <dl className="grid grid-cols-3 gap-4">
          <Quartile name="A quarter within" seconds={timeToUpgrade.lower} />
          <Quartile name="Half within" seconds={timeToUpgrade.median} />
          <Quartile name="Three quarters within" seconds={timeToUpgrade.upper} />
        </dl>
      )}
    </Panel>
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
