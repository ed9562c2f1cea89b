import { callsPerKey } from "@/lib/api/admin/admin";
import { CodeSample } from "./code-sample";

/** How a caller says who it is: a browser, another program, and a server with an API key. */
export function Authentication({ origin }: { origin: string }) {
  return (
    <section aria-labelledby="authentication" className="grid gap-4">
      <h2 id="authentication" className="scroll-mt-6 text-2xl">
        Authentication
      </h2>
      <p className="max-w-prose">
        <strong className="font-semibold">Browsers</strong> get their session in an HttpOnly cookie, which
        they send by themselves. Pages use <code>authClient</code>, or <code>call</code> for any other
        endpoint:
      </p>
      <CodeSample
        title="In a page"
        code={`import { authClient } from "@/lib/auth-client";
import { call } from "@/lib/client/http";
import { callForSession } from "@/lib/client/call-for-session";

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
    </section>
  );
}
