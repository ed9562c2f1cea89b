import type { Metadata } from "next";
import { useId } from "react";
import { link } from "@/components/ui/button";
import { errors } from "@/lib/contract/errors";
import { openApi } from "@/lib/reference/openapi";
import { forOwners, forPeople } from "@/lib/reference/operations";
import { Operation } from "./operation";

export const metadata: Metadata = { title: "API reference" };

/** The same document that machines read at /api/openapi.json, for people. */
export default function ReferencePage() {
  const { paths } = openApi("");
  return (
    <main id="content" tabIndex={-1} className="column grid gap-12 pt-10 sm:pt-16">
      <header className="grid gap-3">
        <h1 className="text-3xl">API reference</h1>
        <p className="max-w-prose">
          Every answer is <code>{'{ "data": …, "error": null }'}</code> or{" "}
          <code>{'{ "data": null, "error": { code, message, status, details? } }'}</code>. For machines:{" "}
          <a href="/api/openapi.json" className={link}>
            OpenAPI 3.1
          </a>
          .
        </p>
      </header>
      <Group title="For people and their browsers" rows={forPeople} paths={paths} />
      <Group title="For owners, with an API key" rows={forOwners} paths={paths} />
      <section aria-labelledby="errors" className="grid gap-4">
        <h2 id="errors" className="text-2xl">
          Errors
        </h2>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
          {Object.entries(errors).map(([code, { status, message }]) => (
            <div key={code} className="grid sm:col-span-2 sm:grid-cols-subgrid">
              <dt>
                <code className="wrap-anywhere">{code}</code>
              </dt>
              <dd className="text-muted">
                {status}, {message}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}

function Group({
  title,
  rows,
  paths,
}: {
  title: string;
  rows: typeof forPeople;
  paths: ReturnType<typeof openApi>["paths"];
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="text-2xl">
        {title}
      </h2>
      {rows.map(({ endpoint: { method, path } }) => {
        const operation = paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
        return operation && <Operation key={method + path} method={method} path={path} {...operation} />;
      })}
    </section>
  );
}
