import { isValidElement, type ReactNode } from "react";

/** A cover as the text of an SVG file, for whatever draws pictures without React. */
export function svgText(art: ReactNode, viewBox: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${textOf(art)}</svg>`;
}

function textOf(node: ReactNode): string {
  if (Array.isArray(node)) return node.map(textOf).join("");
  if (!isValidElement<Record<string, unknown> & { children?: ReactNode }>(node)) return "";
  const { type, props } = node;
  if (typeof type === "function") return textOf(Reflect.apply(type, null, [props]));
  const { children, ...attributes } = props;
  if (typeof type !== "string") return textOf(children);
  const written = Object.entries(attributes).map(([name, value]) => ` ${kebab(name)}="${value}"`);
  return `<${type}${written.join("")}>${textOf(children)}</${type}>`;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
