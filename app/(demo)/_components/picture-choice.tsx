import type { InputHTMLAttributes } from "react";

/** One of several in a group of radio buttons, as the picture that its children are. `className` lays it out. */
export function PictureChoice({ className, children, ...input }: InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label
      className={`relative cursor-pointer rounded-xl ring-inset hover:bg-raised has-checked:bg-raised has-checked:ring-2 has-checked:ring-accent has-focus-visible:outline-3 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 ${className}`}
    >
      <input
        {...input}
        type="radio"
        className="absolute inset-0 size-full cursor-pointer appearance-none opacity-0"
      />
      {children}
    </label>
  );
}
