/** The text of a variable (`request.body.action`), undefined when there is none. */
export type SelectionVariables = (name: string) => string | undefined;

const part = /\\(.)|\$\{([^}]*)\}|\$([A-Za-z][\w.-]*(?:\[[^\]]*\][\w.-]*)*)/gs;

/**
 * What a selection expression makes of its variables: `$name`, `${name}` and text around them, `\$` for a dollar sign; nothing of
 * what a variable brings in is evaluated again ("WebSocket selection expressions"). A variable without a value is empty.
 */
export function evaluateSelection(expression: string, variables: SelectionVariables): string {
  return expression.replace(part, (_, escaped?: string, braced?: string, plain?: string) => {
    return escaped ?? variables(braced ?? plain ?? '') ?? '';
  });
}
