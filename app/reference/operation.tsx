import { link } from "@/components/ui/button";
import type { DocumentedEndpoint } from "@/lib/api/openapi";
import { endpointOf } from "@/lib/api/table";
import { examplesOf } from "./examples";

/** One endpoint: its summary, examples, parameters, request body and responses. A link to its anchor opens it. */
export function Operation({ endpoint, origin }: { endpoint: DocumentedEndpoint; origin: string }) {
  const { key, method, path, operation } = endpoint;
  const { summary, description, parameters = [], requestBody, responses } = operation;
  const anchor = anchorOf(key);
  const examples = examplesOf(endpoint, origin);
  const body = requestBody?.content["application/json"].schema;
  return (
    // The browser may have opened it before script comes.
    <details suppressHydrationWarning className="rounded-xl border border-line bg-surface px-4">
      <summary className="flex min-h-12 flex-wrap items-center gap-x-3 py-2">
        <code className="wrap-anywhere font-semibold">
          {method} {path}
        </code>
        <span className="text-muted">{summary}</span>
      </summary>
      {/* Inside, since a browser opens what holds the place that it is sent to. */}
      <div id={anchor} className="grid scroll-mt-24 gap-3 border-line border-t py-4">
        {description && <p>{description}</p>}
        <CodeSample title="curl" code={examples.curl} />
        <CodeSample title={endpointOf(key).scope ? "SDK" : "In a page"} code={examples.code} />
        {parameters.length > 0 && (
          <Schema
            title="Parameters"
            schema={Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]))}
          />
        )}
        {body && <Schema title="Request body" schema={body} />}
        {Object.entries(responses).map(([status, { content }]) => (
          <Schema
            key={status}
            title={status === "default" ? "Errors" : `Response ${status}`}
            schema={content["application/json"].schema}
          />
        ))}
        <p>
          <a href={`#${anchor}`} className={link}>
            Link to this endpoint<span className="sr-only">: {key}</span>
          </a>
        </p>
      </div>
    </details>
  );
}

function Schema({ title, schema }: { title: string; schema: object }) {
  return <CodeSample title={title} code={JSON.stringify(schema, null, 2)} />;
}

/** Code or JSON under a title. Scrolls within itself. */
export function CodeSample({ title, code }: { title: string; code: string }) {
  return (
    <figure className="grid min-w-0 gap-1">
      <figcaption className="font-semibold text-sm">{title}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-lg bg-raised p-3 text-sm"
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}

/** Returns the id of an endpoint on the page: "post-api-auth-sign-out". */
function anchorOf(key: string): string {
  return key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
