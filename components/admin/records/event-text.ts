import type { AuditEvent } from "@/lib/api/admin/admin-shapes";

const texts: Record<string, string> = {
  "user.created": "Guest or account created",
  "user.upgraded": "Guest created an account",
  "user.merged": "Guest work moved to an account",
  "user.deleted": "Guest or account deleted",
  "user.signed_in": "Signed in",
  "user.signed_out": "Signed out",
  "user.email_verified": "Email confirmed",
  "user.email_detached": "Email removed: someone else confirmed it",
  "user.link_sent": "Sign-in help sent",
  "user.password_changed": "Password changed",
  "session.revoked": "Device signed out",
  "account.linked": "Provider connected",
  "account.unlinked": "Provider disconnected",
  "passkey.added": "Passkey added",
  "passkey.changed": "Passkey backup changed",
  "passkey.removed": "Passkey removed",
  "passkey.refused": "Passkey refused",
  "settings.updated": "Settings changed",
  "api_key.created": "API key created",
  "api_key.revoked": "API key revoked",
  "organization.member_added": "Organization joined",
  "organization.member_removed": "Organization left",
  "organization.role_changed": "Organization role changed",
  "user.role_changed": "Admin role changed",
  "user.data_reassigned": "Received another user's data",
};

const deletions: Record<string, string> = {
  user_request: "deleted by request",
  admin: "deleted by an admin",
  inactive: "deleted as inactive",
  merge: "removed after its work was moved",
  discard: "deleted with its work",
};

const actors: Record<string, string> = {
  root_key: "the root API key",
  cron: "the scheduler",
  command_line: "the command line",
  environment: "ADMIN_EMAILS",
};

/** Returns what a kind of event says in general, for a list of kinds; the kind itself for one that has no words. */
export function eventTypeText(type: string): string {
  return texts[type] ?? type;
}

/** Returns what happened, in words. `methods` names each sign-in method by its id. */
export function eventText({ type, details }: AuditEvent, methods: Record<string, string>): string {
  const text = eventTypeText(type);
  const method = named(details.method, methods);
  const provider = named(details.provider, methods);
  switch (type) {
    case "user.created":
      return details.method === "anonymous" ? "Guest created" : withDetail("Account created", method);
    case "user.deleted": {
      const who = details.isGuest === true ? "Guest" : "Account";
      return `${who} ${deletions[String(details.reason)] ?? "deleted"}`;
    }
    case "user.link_sent":
      return details.link === "verify-email" ? "Confirmation email sent" : "Link to set a password sent";
    case "account.linked":
      return provider ? `${provider} connected` : text;
    case "account.unlinked":
      return provider ? `${provider} disconnected` : text;
    case "user.role_changed":
      return details.role === "admin" ? "Became an admin" : "Admin role removed";
    case "api_key.created":
    case "api_key.revoked":
      return withDetail(text, asText(details.name));
    case "organization.member_added":
    case "organization.role_changed":
      return withDetail(text, asText(details.role));
    default:
      return withDetail(text, method);
  }
}

/** Returns who acted, for an actor who is no user. */
export function actorText(actor: string): string {
  return actors[actor] ?? actor;
}

function named(id: unknown, names: Record<string, string>): string | null {
  return typeof id === "string" ? (names[id] ?? id) : null;
}

function asText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function withDetail(text: string, detail: string | null): string {
  return detail === null ? text : `${text} (${detail})`;
}
