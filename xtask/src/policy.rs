//! The headers a production host should send; `serve` sends exactly these, so what works here works there.

/// What the page may load and run: its own files, and WebAssembly. Nothing inline, nothing from elsewhere. Which relay a team has is said in
/// the app, so a connection may go to any that speaks TLS, and to one on this machine; what goes there is sealed.
const CONTENT: [&str; 10] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self' wss: ws://127.0.0.1:* ws://localhost:*",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
];

/// The policy as the page itself carries it, for hosts that send no headers of ours. `frame-ancestors` means nothing in
/// a page and browsers complain about it there, so only the header has it.
pub fn for_meta() -> String {
    CONTENT.join("; ")
}

pub fn headers() -> Vec<(&'static str, String)> {
    vec![
        ("Content-Security-Policy", format!("{}; frame-ancestors 'none'", for_meta())),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
    ]
}

/// Files whose name carries the hash of their content never change under that name.
pub fn cache_control(path: &str) -> &'static str {
    if is_named_by_content(path) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// `name-0123456789abcdef.ext`: the shape that `page` gives the files it renames.
pub fn is_named_by_content(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let Some((_, digits)) = stem.rsplit_once('-') else { return false };
    digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

pub fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "pdf" => "application/pdf",
        "xml" => "application/xml",
        "icc" => "application/vnd.iccprofile",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether compression pays: text, code and uncompressed fonts; pictures and WOFF2 are compressed already.
pub fn compresses(path: &str) -> bool {
    let kind = media_type(path);
    !matches!(kind, "image/png" | "image/x-icon" | "font/woff2" | "application/pdf" | "application/octet-stream")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_carry_a_hash_are_immutable() {
        assert!(is_named_by_content("throughline-0123456789abcdef.js"));
        assert!(is_named_by_content("a/throughline_bg-0123456789abcdef.wasm.br"));
        assert!(!is_named_by_content("index.html"));
        assert!(!is_named_by_content("sw.js"));
        assert!(!is_named_by_content("icon-192.png"));
        assert!(!is_named_by_content("throughline-0123456789ABCDEF.js"));
    }

    #[test]
    fn the_page_runs_nothing_inline() {
        assert!(!for_meta().contains("unsafe-inline"));
        assert!(!for_meta().contains("frame-ancestors"));
    }
}
