import type { z } from "zod";
import type { Scope } from "@/lib/api/admin/scopes";
import type { Page } from "./result";

/**
 * At most `max` calls in any `windowSeconds`, counted per value of `by`: the client's address (`ip`), the email address that came in
 * (`email`), the address of the account that the mailed token or the session belongs to (`account`; what is no email counts where it brings a
 * password), the session (`session`), the API key (`key`). `code` and `password` count, per client address, the calls that bring a field of
 * that name. Limits of one name share the count.
 */
export type Limit = {
  name: string;
  max: number;
  windowSeconds: number;
  by: "ip" | "email" | "account" | "session" | "code" | "password" | "key";
  /** A browser that has signed in to the account before has so many of its own in the same time. */
  knownBrowser?: number;
  /** What is counted is emails. */
  isMail?: true;
};

export const minute = 60;
export const hour = 60 * minute;

/** A limit by client address. Endpoints whose limits share a name share the count. */
export function perIp(name: string, max: number, windowSeconds: number): Limit {
  return { name, max, windowSeconds, by: "ip" };
}

/** Everything there is to say about an endpoint. Whatever else knows of it reads it here. */
export type Endpoint = {
  /** One line, beginning with a verb. */
  summary: string;
  /** What may come in: the body, and the parameters of the path; for a management endpoint the query too. */
  input: z.ZodType;
  /** The core's data in, the wire's JSON out: dates become ISO 8601, and what is not named here does not leave the server. */
  output: z.ZodType;
  /** The status of a success where it is not 200. An endpoint that may find its work done already answers 200 then. */
  status?: 201 | 202;
  limits?: readonly Limit[];
  /** Counted only when the answer is 409. */
  conflictLimit?: Limit;
  /** For API keys that have this scope, and for nobody else. */
  scope?: Scope;
  /** `output` is one item; the answer is a page of them with `listMetadata`. */
  isList?: true;
  /**
   * `opens`: the answer holds a session, whose secret goes to a browser in its cookie and to other callers in the JSON; the request
   * takes an Idempotency-Key. `ends`: the session's cookie is cleared.
   */
  session?: "opens" | "ends";
  /** Gives a browser a cookie by which it is recognised when it comes back with what the email says. */
  bindsBrowser?: true;
  /** May queue an email, which leaves once the answer is out. */
  sendsEmail?: true;
  /** Its method of `authClient`, or of the admin SDK where it has a scope, and what that calls the id in the path. */
  client?: { method: string; id?: string };
  /** The answer is to be saved as a file of this name. */
  download?: string;
};

/** `GET /api/auth/sessions`; `:name` in a path is a field of the input. */
export type EndpointKey = `${"GET" | "POST" | "PATCH" | "DELETE"} /api/${string}`;

/** Keeps the exact types of a table of endpoints. */
export function defineApi<const Api extends Record<EndpointKey, Endpoint>>(api: Api): Api {
  return api;
}

/** What a service is given for this endpoint: the input as its schema leaves it. */
export type InputOf<E extends Endpoint> = z.output<E["input"]>;

/** What a service returns for this endpoint, with dates as Date. */
export type DataOf<E extends Endpoint> = E extends { isList: true }
  ? Page<z.output<E["output"]>>
  : z.output<E["output"]>;

/** What a caller sends to this endpoint. */
export type WireInputOf<E extends Endpoint> = z.input<E["input"]>;

/** What a caller receives from it as `data`. */
export type WireOf<E extends Endpoint> = E extends { isList: true }
  ? z.input<E["output"]>[]
  : z.input<E["output"]>;
