import type { Metadata } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { link } from "@/components/ui/button";
import { callsPerKey } from "@/lib/api/admin/admin";
import { errors } from "@/lib/api/errors";
import { documentedEndpoints } from "@/lib/api/openapi";
import { env } from "@/lib/server/env";
import { CodeSample, Operation } from "./operation";

export const metadata: Metadata = { title: "API reference" };

/** The parts of the page, by the ids that links lead to. */
const titles = {
  authentication: "Authentication",
  auth: "Auth endpoints",
  management: "Management API",
  errors: "Errors",
};

/** The same document that machines read at /api/openapi.json, for people. */
export default async function ReferencePage() {
  // Before the environment is read: a build has none.
  await connection();
  const { origin } = env().baseUrl;
  const endpoints = documentedEndpoints();
  const operationsOf = (tag: string) =>
    endpoints
      .filter(({ operation }) => operation.tags.includes(tag))
      .map((endpoint) => <Operation key={endpoint.key} endpoint={endpoint} origin={origin} />);
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
            {Object.entries(titles).map(([id, title]) => (
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
      <Part id="auth">{operationsOf("auth")}</Part>
      <Part id="management">{operationsOf("management")}</Part>
      <Part id="errors">
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
      </Part>
    </main>
  );
}

function Part({ id, children }: { id: keyof typeof titles; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="scroll-mt-6 text-2xl">
        {titles[id]}
      </h2>
      {children}
    </section>
  );
}

/** How a caller says who it is: a browser, another program, and a server with an API key. */
function Authentication({ origin }: { origin: string }) {
  return (
    <Part id="authentication">
      <p className="max-w-prose">
        <strong className="font-semibold">Browsers</strong> get their session in an HttpOnly cookie, which
        they send by themselves. Pages use <code>authClient</code>, or <code>call</code> for any other
        endpoint:
      </p>
      <CodeSample
        title="In a page"
        code={`import { authClient } from "@/lib/auth-client";
import { call } from "@/lib/client/http";
import { callForSession } from "@/lib/client/http";

const { data, error } = await authClient.signIn.anonymous();`}
      />
      <p className="max-w-prose">
        <strong className="font-semibold">Other programs</strong> get <code>session.token</code> once, when a
        session is opened or its secret is renewed, and send it as a bearer token. Leave the header out until
        you have one:
      </p>
      <CodeSample
        title="curl"
        code={`SESSION_TOKEN=$(curl -X POST "${origin}/api/auth/sign-in/anonymous" | jq -r .data.session.token)
curl "${origin}/api/auth/get-session" -H "Authorization: Bearer $SESSION_TOKEN"`}
      />
      <p className="max-w-prose">
        <strong className="font-semibold">Servers</strong> call the management API with an API key, which an
        admin creates under Admin, API keys. A key can do what its scopes say, {callsPerKey.max} times a
        minute:
      </p>
      <CodeSample
        title="On a server"
        code={`import { BanataAuth } from "@banata-auth/sdk";

const banata = new BanataAuth({ apiKey: process.env.API_KEY, baseUrl: "${origin}" });`}
      />
    </Part>
  );
}
