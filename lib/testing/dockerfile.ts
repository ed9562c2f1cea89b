import { readFileSync } from "node:fs";

export type Stage = {
  name: string;
  from: string;
  /** What is copied into it: out of which stage (null for the project's own folder), which paths, to where. */
  copies: { from: string | null; sources: string[]; to: string }[];
  environment: Record<string, string>;
  user: string | null;
  command: string[];
  healthCheck: string[];
};

/** The stages of a Dockerfile, as far as this project's uses the language. */
export function stagesOf(path: string): Stage[] {
  const lines = readFileSync(path, "utf8")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const stages: Stage[] = [];
  for (const line of lines) {
    const [instruction = "", ...words] = line.split(" ");
    const rest = words.join(" ");
    if (instruction === "FROM") stages.push(newStage(words));
    else follow(stages.at(-1), instruction, rest);
  }
  return stages;
}

function newStage([from = "", , name = ""]: string[]): Stage {
  return { name, from, copies: [], environment: {}, user: null, command: [], healthCheck: [] };
}

function follow(stage: Stage | undefined, instruction: string, rest: string) {
  if (!stage) throw new Error(`${instruction} stands before the first FROM`);
  if (instruction === "COPY") stage.copies.push(copyOf(rest));
  else if (instruction === "ENV")
    for (const [, name = "", value = ""] of rest.matchAll(/(\w+)=(\S+)/g)) stage.environment[name] = value;
  else if (instruction === "USER") stage.user = rest;
  else if (instruction === "CMD") stage.command = JSON.parse(rest);
  else if (instruction === "HEALTHCHECK") stage.healthCheck = JSON.parse(rest.slice(rest.indexOf("CMD") + 3));
  else if (!["WORKDIR", "ARG", "RUN", "EXPOSE"].includes(instruction))
    throw new Error(`${instruction} is not known`);
}

function copyOf(rest: string): Stage["copies"][number] {
  const from = /^--from=(\w+) /.exec(rest)?.[1] ?? null;
  const words = rest.split(" ").filter((word) => !word.startsWith("--"));
  return { from, sources: words.slice(0, -1), to: words.at(-1) ?? "" };
}
