import type { Operation as Described } from "@/lib/reference/openapi";

/** One endpoint: what it does, what it takes, what it answers. */
export function Operation({
  method,
  path,
  summary,
  description,
  parameters = [],
  requestBody,
  responses,
}: Described & { method: string; path: string }) {
  const body = requestBody?.content["application/json"].schema;
  const answers = Object.entries(responses).map(([status, { content }]) => ({
    status,
    ...content["application/json"],
  }));
  return (
    <details className="rounded-xl border border-line bg-surface px-4">
      <summary className="flex min-h-12 flex-wrap items-center gap-x-3 py-2">
        <code className="wrap-anywhere font-semibold">
          {method} {path}
        </code>
        <span className="text-muted">{summary}</span>
      </summary>
      <div className="grid gap-3 border-line border-t py-4">
        {description && <p>{description}</p>}
        {parameters.length > 0 && (
          <Schema
            title="In the address"
            schema={Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]))}
          />
        )}
        {body && <Schema title="Takes" schema={body} />}
        {answers.map(({ status, schema }) => (
          <Schema
            key={status}
            title={status === "default" ? "Otherwise" : `Answers ${status}`}
            schema={schema}
          />
        ))}
      </div>
    </details>
  );
}

function Schema({ title, schema }: { title: string; schema: object }) {
  return (
    <figure className="grid gap-1">
      <figcaption className="font-semibold text-sm">{title}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-lg bg-raised p-3 text-sm"
      >
        {JSON.stringify(schema, null, 2)}
      </pre>
    </figure>
  );
}
