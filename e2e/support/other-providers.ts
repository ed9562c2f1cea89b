import { createHash, generateKeyPairSync, randomInt, sign } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** How the server treats whoever comes, until told otherwise. */
type Behaviour =
  | "answer"
  | "cancel"
  | "refuse the code"
  | "hang"
  | "answer late"
  | "close"
  | "be gone"
  | "die midway"
  | "lose the addresses"
  | "talk nonsense"
  | "name another issuer"
  | "name another audience"
  | "repeat another nonce"
  | "name nobody";

export type OtherProviders = {
  url: string;
  behave(how: Behaviour): Promise<void>;
  gitHub: {
    user: { id: number; login: string; name: string | null; email: string | null; avatar_url: string };
    emails: { email: string; primary: boolean; verified: boolean; visibility: string | null }[];
  };
  apple: {
    claims: { sub: string; email?: string; email_verified?: boolean | string };
    /** Sent with the first consent only, by the browser and not in the token. */
    user: { name: { firstName: string; lastName: string }; email: string } | null;
  };
  /** Resolves once the next answer at this path is written. */
  answered(path: string): Promise<void>;
  /** From now on it is somebody else who signs in there, whom nobody has seen yet. */
  meetSomebodyNew(): void;
  stop(): Promise<void>;
};

type Grant = { nonce: string; challenge: string | null };

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/**
 * GitHub and Apple as they speak on the wire, on a free port of 127.0.0.1: GitHub as its Enterprise Server under
 * /login/oauth and /api/v3, Apple with its discovery document and a form that the browser posts across sites.
 */
export async function startOtherProviders(): Promise<OtherProviders> {
  const grants = new Map<string, Grant>();
  const answers = new EventEmitter();
  let behaviour: Behaviour = "answer";
  const server = createServer((request, response) => {
    // One that is gone takes no connection along that the app would try again later.
    response.setHeader("connection", "close");
    answer(request, response).catch(() => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = `http://127.0.0.1:${address.port}`;
  const providers: OtherProviders = {
    url,
    async behave(how) {
      behaviour = how;
      if (how === "be gone") await stop();
      else if (!server.listening) await once(server.listen(address.port, "127.0.0.1"), "listening");
    },
    gitHub: {
      user: { id: 1, login: "jane", name: "Jane", email: null, avatar_url: `${url}/jane.png` },
      emails: [{ email: "jane@example.com", primary: true, verified: false, visibility: null }],
    },
    apple: { claims: { sub: "000001.jane" }, user: null },
    async answered(path) {
      await once(answers, path);
    },
    meetSomebodyNew() {
      const id = randomInt(1_000_000, 1_000_000_000);
      providers.gitHub.user = { ...providers.gitHub.user, id };
      providers.gitHub.emails = [];
      providers.apple.claims = { sub: String(id) };
    },
    stop,
  };

  async function stop(): Promise<void> {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    response.on("finish", () => answers.emit(pathname));
    const isForPeople = pathname.endsWith("/authorize");
    if (behaviour === "hang" && !isForPeople) return;
    if (behaviour === "close" && !isForPeople) return void response.destroy();
    if (behaviour === "talk nonsense" && !isForPeople) return void response.end("<h1>Bad gateway</h1>");
    // GitHub once it has taken the code, Apple while it does.
    if (behaviour === "die midway" && /\/(user|token)$/.test(pathname)) {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      return void response.write('{"id":4711,', () => response.destroy());
    }
    if (isForPeople) return authorize(pathname.startsWith("/login"), searchParams, response);
    if (pathname === "/.well-known/openid-configuration") return json(response, discovery());
    if (request.method === "POST" && /\/(access_token|token)$/.test(pathname)) {
      const form = new URLSearchParams(await text(request));
      if (behaviour === "answer late") await sleep(10_500);
      return json(response, ...redeem(pathname.startsWith("/login"), form));
    }
    if (request.headers.authorization !== "Bearer a-token-of-github")
      return json(response, { message: "Bad credentials" }, 401);
    if (pathname === "/api/v3/user")
      return json(response, behaviour === "name nobody" ? {} : providers.gitHub.user);
    if (behaviour === "lose the addresses" && pathname === "/api/v3/user/emails")
      return json(response, { message: "Unicorn!" }, 503);
    if (pathname === "/api/v3/user/emails") return json(response, providers.gitHub.emails);
    response.writeHead(404).end();
  }

  function authorize(isGitHub: boolean, asked: URLSearchParams, response: ServerResponse): void {
    const code = crypto.randomUUID();
    grants.set(code, { nonce: asked.get("nonce") ?? "", challenge: asked.get("code_challenge") });
    const back = new URL(asked.get("redirect_uri") ?? "");
    const cancelled = { error: isGitHub ? "access_denied" : "user_cancelled_authorize" };
    const said = new URLSearchParams({
      ...(behaviour === "cancel" ? cancelled : { code }),
      state: asked.get("state") ?? "",
    });
    if (isGitHub) {
      back.search = said.toString();
      return void response.writeHead(302, { location: back.href }).end();
    }
    if (providers.apple.user && behaviour !== "cancel")
      said.set("user", JSON.stringify(providers.apple.user));
    const fields = [...said].map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('"', "&quot;")}">`,
    );
    response
      .setHeader("content-type", "text/html")
      .end(
        `<!doctype html><form method="post" action="${back.href}">${fields.join("")}</form><script>document.forms[0].submit()</script>`,
      );
  }

  function redeem(isGitHub: boolean, form: URLSearchParams): [object, number?] {
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    const proof = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    // GitHub says so with status 200.
    if (isGitHub && (!grant || grant.challenge !== proof || behaviour === "refuse the code"))
      return [
        { error: "bad_verification_code", error_description: "The code passed is incorrect or expired." },
      ];
    if (isGitHub)
      return [{ access_token: "a-token-of-github", scope: "read:user,user:email", token_type: "bearer" }];
    if (!grant || behaviour === "refuse the code") return [{ error: "invalid_grant" }, 400];
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: behaviour === "name another issuer" ? "https://elsewhere.example" : url,
      aud: behaviour === "name another audience" ? "somebody.else" : form.get("client_id"),
      nonce: behaviour === "repeat another nonce" ? "another" : grant.nonce,
      iat: now,
      exp: now + 600,
      ...(behaviour === "name nobody" ? {} : providers.apple.claims),
    };
    return [
      {
        access_token: "a-token-of-apple",
        token_type: "Bearer",
        expires_in: 3600,
        refresh_token: "r-of-apple",
        id_token: jwt(claims),
      },
    ];
  }

  function discovery() {
    return {
      issuer: url,
      authorization_endpoint: `${url}/auth/authorize`,
      token_endpoint: `${url}/auth/token`,
      jwks_uri: `${url}/auth/keys`,
      response_types_supported: ["code"],
      response_modes_supported: ["query", "fragment", "form_post"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      token_endpoint_auth_methods_supported: ["client_secret_post"],
    };
  }

  return providers;
}

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", kid: "test" })}.${part(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
