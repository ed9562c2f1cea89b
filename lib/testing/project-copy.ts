import { execFile } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";

type Ended = { status: number; said: string };

/** A copy of the project with a repository of its own, everything committed, in which commands run as by hand. */
export type ProjectCopy = {
  folder: string;
  /** Runs a command, whatever comes of it. */
  run: (command: string, ...args: string[]) => Promise<Ended>;
  /** Runs a command that has to end well; returns what it said. */
  must: (command: string, ...args: string[]) => Promise<string>;
  commit: (message?: string) => Promise<void>;
  /** Puts everything back as it was committed at first. */
  reset: () => Promise<void>;
  remove: () => void;
};

/** Copies the project, as it is now, to test-results/`name`. The packages are the same files, not copied. */
export async function copyProject(name: string): Promise<ProjectCopy> {
  const folder = path.resolve("test-results", name);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  remove();
  const { said } = await runIn(".", "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  for (const file of said.split("\0").filter((each) => each !== "" && existsSync(each))) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    copyFileSync(file, path.join(folder, file));
  }
  linkFolder("node_modules", path.join(folder, "node_modules"));
  const run: ProjectCopy["run"] = (command, ...args) => runIn(folder, command, ...args);
  const must: ProjectCopy["must"] = async (command, ...args) => {
    const ended = await run(command, ...args);
    if (ended.status !== 0) throw new Error(`${command} ${args.join(" ")}\n${ended.said}`);
    return ended.said;
  };
  const commit = async (message = "All") => {
    await must("git", "add", "--all");
    await must("git", "commit", "--quiet", "--allow-empty", "-m", message);
  };
  await must("git", "init", "--quiet", "--initial-branch=main");
  await must("git", "config", "user.name", "Tester");
  await must("git", "config", "user.email", "t@example.com");
  await commit();
  await must("git", "tag", "copied");
  const reset = async () => {
    await must("git", "reset", "--quiet", "--hard", "copied");
    await must("git", "clean", "-fdq");
  };
  return { folder, run, must, commit, reset, remove };
}

/** The same files under another folder, without a second copy of them. */
export function linkFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

function runIn(cwd: string, command: string, ...args: string[]): Promise<Ended> {
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST|NODE_OPTIONS)/.test(name));
  const env = { ...Object.fromEntries(own), NODE_ENV: "test" as const };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({ status: error ? 1 : 0, said: stdout + stderr }),
    );
  });
}
