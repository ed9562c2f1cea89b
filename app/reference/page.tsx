import type { Metadata } from "next";
import { connection } from "next/server";
import { link } from "@/components/ui/button";
import { errors } from "@/lib/api/errors";
import { type DocumentedEndpoint, documentedEndpoints } from "@/lib/api/openapi";
import { env } from "@/lib/server/env";
import { Authentication } from "./authentication";
import { Operation } from "./operation";

export const metadata: Metadata = { title: "API reference" };

const sections = [
  { id: "authentication", title: "Authentication" },
  { id: "auth", title: "Auth endpoints" },
  { id: "management", title: "Management API" },
  { id: "errors", title: "Errors" },
];

/** The same document that machines read at /api/openapi.json, for people. */
export default async function ReferencePage() {
  // Before the environment is read: a build has none.
  await connection();
  const { origin } = env().baseUrl;
  const endpoints = documentedEndpoints();
  const tagged = (tag: string) => endpoints.filter(({ operation }) => operation.tags.includes(tag));
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
        <nav aria-label="On this page">
          <ul className="flex flex-wrap gap-x-6 gap-y-2">
            {sections.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`} className={link}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <Authentication origin={origin} />
      <Group id="auth" title="Auth endpoints" endpoints={tagged("auth")} origin={origin} />
      <Group id="management" title="Management API" endpoints={tagged("management")} origin={origin} />
      <section aria-labelledby="errors" className="grid gap-4">
        <h2 id="errors" className="scroll-mt-6 text-2xl">
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
  id,
  title,
  endpoints,
  origin,
}: {
  id: string;
  title: string;
  endpoints: DocumentedEndpoint[];
  origin: string;
}) {
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="scroll-mt-6 text-2xl">
        {title}
      </h2>
      {endpoints.map((endpoint) => (
        <Operation key={endpoint.key} endpoint={endpoint} origin={origin} />
      ))}
    </section>
  );
}
