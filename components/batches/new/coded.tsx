import { Fragment } from "react";

/** What stands in backticks is a raw name: of a parameter, of a path. */
export function Coded({ children }: { children: string }) {
  return children.split("`").map((words, place) => {
    const key = `${place} ${words}`;
    return place % 2 === 1 ? (
      <code key={key} className="mono">
        {words}
      </code>
    ) : (
      <Fragment key={key}>{words}</Fragment>
    );
  });
}
