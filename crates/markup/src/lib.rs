//! `view!`: markup in the notation of Leptos, compiled to calls of the screen's own element builder (`throughline::dom`).
//!
//! Leptos makes a type of every view and compiles its code once a type; here every view is one type, so that the same markup
//! costs a call a part. Why that is worth a macro of our own: `docs/decisions/0007-one-type-for-every-view.md`.
//!
//! The notation: elements with `name=value`, `class:name=condition`, `prop:name=value`, `on:event=handler`, `node_ref=reference`;
//! components with `name=value`, or a bare `name` for `name=name`, and `let(pattern)` for children that take a value; `{blocks}` of
//! anything that is `IntoView`; text in quotes.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use rstml::node::{CustomNode, KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};
use rstml::{Parser, ParserConfig};
use syn::spanned::Spanned;

/// Markup as a `View`. Several roots are one view, in their order.
#[proc_macro]
pub fn view(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    // An unfinished block still lets an editor complete what is in it.
    let parser = Parser::new(ParserConfig::default().recover_block(true));
    let (nodes, errors) = parser.parse_recoverable(TokenStream::from(input)).split_vec();
    let errors = errors.into_iter().map(|error| error.emit_as_expr_tokens());
    let view = roots(&nodes);
    quote! {{ #(#errors;)* #view }}.into()
}

fn roots(nodes: &[Node]) -> TokenStream {
    let mut views: Vec<TokenStream> = nodes.iter().filter_map(|node| child(node, false)).collect();
    match (views.pop(), views.is_empty()) {
        (None, _) => quote! { crate::dom::View::Nothing },
        (Some(only), true) => quote! { crate::dom::IntoView::into_view(#only) },
        (Some(last), false) => {
            quote! { crate::dom::View::List(::std::vec![#(crate::dom::IntoView::into_view(#views),)* crate::dom::IntoView::into_view(#last)]) }
        }
    }
}

/// What is `IntoView`; None for what shows nothing. `svg`: inside a drawing, where elements have another namespace.
fn child<C: CustomNode>(node: &Node<C>, svg: bool) -> Option<TokenStream> {
    Some(match node {
        Node::Element(element) if is_component(element.name()) => component(element),
        Node::Element(element) => html(element, svg),
        Node::Fragment(fragment) => {
            let children = fragment.children.iter().filter_map(|node| child(node, svg));
            quote! { crate::dom::View::List(::std::vec![#(crate::dom::IntoView::into_view(#children)),*]) }
        }
        Node::Text(text) => text.value.to_token_stream(),
        Node::RawText(text) => {
            let text = text.to_string_best();
            quote! { #text }
        }
        Node::Block(NodeBlock::ValidBlock(block)) => match block.stmts.as_slice() {
            [syn::Stmt::Expr(expression, None)] => expression.to_token_stream(),
            _ => block.to_token_stream(),
        },
        Node::Block(NodeBlock::Invalid(block)) => block.to_token_stream(),
        Node::Comment(_) | Node::Doctype(_) => return None,
        Node::Custom(custom) => error(custom, "not known in a view"),
    })
}

fn error(at: &impl ToTokens, words: &str) -> TokenStream {
    syn::Error::new_spanned(at, words).to_compile_error()
}

/// Components have the names of types, elements those of the document.
fn is_component(name: &NodeName) -> bool {
    match name {
        NodeName::Path(path) => path.path.segments.last().is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase)),
        NodeName::Punctuated(_) | NodeName::Block(_) => false,
    }
}

fn html<C: CustomNode>(element: &NodeElement<C>, svg: bool) -> TokenStream {
    let name = element.name().to_string();
    let drawn = svg || name == "svg";
    let at = element.name().span();
    let begin = if drawn { format_ident!("drawing") } else { format_ident!("new") };
    let attributes = element.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => html_attribute(attribute),
        NodeAttribute::Block(block) => error(block, "an attribute has a name"),
    });
    // Children first: what a handler then takes for itself is still there for them to show.
    let children = element.children.iter().filter_map(|node| child(node, drawn));
    quote_spanned! { at => crate::dom::Element::#begin(#name) #(.child(#children))* #(#attributes)* }
}

fn html_attribute(attribute: &KeyedAttribute) -> TokenStream {
    let name = attribute.key.to_string();
    let value = match &attribute.possible_value {
        KeyedAttributeValue::Binding(binding) => return error(binding, "only children of components take a value"),
        KeyedAttributeValue::Value(_) | KeyedAttributeValue::None => {
            attribute.value().map_or_else(|| quote! { true }, ToTokens::to_token_stream)
        }
    };
    let at = attribute.key.span();
    match name.split_once(':') {
        Some(("on", event)) => {
            let event = format_ident!("{event}", span = at);
            quote_spanned! { at => .on(::leptos::ev::#event, #value) }
        }
        Some(("class", class)) => quote_spanned! { at => .class(#class, #value) },
        Some(("prop", property)) => quote_spanned! { at => .property(#property, #value) },
        Some(_) => error(&attribute.key, "not known on an element"),
        None if name == "node_ref" => quote_spanned! { at => .node_ref(#value) },
        None if name == "inner_html" => quote_spanned! { at => .inner_html(#value) },
        None if matches!(attribute.value(), Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(_), .. }))) => {
            quote_spanned! { at => .text_attribute(#name, #value) }
        }
        None => quote_spanned! { at => .attribute(#name, #value) },
    }
}

fn component<C: CustomNode>(element: &NodeElement<C>) -> TokenStream {
    let name = element.name();
    let mut binding = None;
    let mut props = Vec::new();
    for attribute in element.attributes() {
        let attribute = match attribute {
            NodeAttribute::Attribute(attribute) => attribute,
            NodeAttribute::Block(block) => {
                props.push(error(block, "a property has a name"));
                continue;
            }
        };
        let key = &attribute.key;
        match (&attribute.possible_value, attribute.value()) {
            (KeyedAttributeValue::Binding(given), _) => binding = Some(given.inputs.clone()),
            (_, Some(value)) => props.push(quote_spanned! { key.span() => .#key(#value) }),
            (_, None) => props.push(quote_spanned! { key.span() => .#key(#key) }),
        }
    }
    if !element.children.is_empty() {
        let children = roots_of(element);
        props.push(match binding {
            Some(given) => quote! { .children(move |#given| #children) },
            None => quote! { .children(crate::dom::children(move || #children)) },
        });
    }
    let generics = &element.open_tag.generics;
    quote_spanned! { name.span() => ::leptos::component::component_view(
        #name #generics,
        ::leptos::component::component_props_builder(&#name #generics) #(#props)* .build()
    ) }
}

fn roots_of<C: CustomNode>(element: &NodeElement<C>) -> TokenStream {
    let mut views: Vec<TokenStream> = element.children.iter().filter_map(|node| child(node, false)).collect();
    if views.len() == 1
        && let Some(only) = views.pop()
    {
        return quote! { crate::dom::IntoView::into_view(#only) };
    }
    quote! { crate::dom::View::List(::std::vec![#(crate::dom::IntoView::into_view(#views)),*]) }
}
