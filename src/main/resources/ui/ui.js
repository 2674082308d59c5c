"use strict";

/** Keeps the operations whose path, summary or group contains a text. */
function filtered(groups, text) {
  const wanted = text.toLowerCase();
  return groups
    .map((group, name) =>
      group.update("operations", (operations) =>
        operations.filter((one) =>
          [name, one.get("path"), one.get("method"), one.getIn(["operation", "summary"])]
            .join(" ")
            .toLowerCase()
            .includes(wanted),
        ),
      ),
    )
    .filter((group) => group.get("operations").size > 0);
}

/**
 * Moves the examples and defaults of optional parameters to their descriptions: the form would fill in and send all of them, and
 * nobody wants all filters of a search at once. An operation that needs one of several marks it with `x-filled-in`.
 */
function withFewExamples(description) {
  const parameters = [
    ...Object.values(description.components.parameters),
    ...Object.values(description.paths).flatMap((path) => [path, ...Object.values(path)].flatMap((one) => one.parameters ?? [])),
  ];
  for (const parameter of parameters) {
    if (parameter.required || parameter.$ref || parameter["x-filled-in"]) {
      continue;
    }
    for (const [word, place, key] of [["Example", parameter, "example"], ["Default", parameter.schema, "default"]]) {
      if (place?.[key] !== undefined) {
        parameter.description = `${parameter.description ?? ""}\n\n${word}: \`${place[key]}\``;
        delete place[key];
      }
    }
  }
  return description;
}

SwaggerUIBundle({
  dom_id: "#swagger-ui",
  // absolute, so that the relative server URL in the document is resolved against this address behind any proxy
  url: new URL("../openapi.json", document.baseURI).href,
  docExpansion: "list",
  filter: true,
  plugins: [
    {
      fn: { opsFilter: filtered },
      statePlugins: {
        spec: { wrapActions: { updateJsonSpec: (update) => (description) => update(withFewExamples(description)) } },
      },
    },
  ],
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  validatorUrl: null,
});
