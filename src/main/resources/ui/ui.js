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

SwaggerUIBundle({
  dom_id: "#swagger-ui",
  // absolute, so that the relative server URL in the document is resolved against this address behind any proxy
  url: new URL("../openapi.json", document.baseURI).href,
  docExpansion: "list",
  filter: true,
  plugins: [{ fn: { opsFilter: filtered } }],
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  validatorUrl: null,
});
