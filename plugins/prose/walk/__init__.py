"""The walk through a body's tree, in reading order: HTML with holes, plain text, links, quotations, findings."""
