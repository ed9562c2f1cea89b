import { execFileSync } from "node:child_process";
import { hkdfSync } from "node:crypto";

/**
 * Returns the key by which Next names and seals its server actions (32 bytes in base64), or null without a secret. Builds with the same
 * `AUTH_SECRET` have the same key, so that a page of one build can send its forms to another. The key ends up in the build; the secret does not.
 */
export function serverActionsKey(secret: string | undefined): string | null {
  if (!secret) return null;
  return Buffer.from(hkdfSync("sha256", secret, "", "server actions", 32)).toString("base64");
}

/**
 * Returns the id of a build, by which a browser tells one version from another: `BUILD_ID`, or the commit. Null, which has Next make one up, where
 * there is no commit or files differ from it.
 */
export function buildId(variables: NodeJS.ProcessEnv, folder: string): string | null {
  return variables.BUILD_ID || variables.VERCEL_GIT_COMMIT_SHA || commitOf(folder);
}

function commitOf(folder: string): string | null {
  try {
    const isChanged = git(folder, "status", "--porcelain") !== "";
    return isChanged ? null : git(folder, "rev-parse", "HEAD");
  } catch {
    return null;
  }
}

function git(folder: string, ...words: string[]): string {
  return execFileSync("git", words, {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}
