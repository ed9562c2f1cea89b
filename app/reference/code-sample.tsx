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
