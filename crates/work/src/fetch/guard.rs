//! The guard: a source's address must not lead into the station's own network, neither by name, by a literal
//! address, nor by a redirect. Names are resolved once and the connection is made to the address that was checked,
//! so a name that changes its mind between check and use gains nothing.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// Resolves names and drops private addresses.
pub(super) struct Guarded {
    pub(super) allow_private: bool,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let allow_private = self.allow_private;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let good: Vec<SocketAddr> = found.filter(|a| allow_private || is_public(a.ip())).collect();
            if good.is_empty() {
                return Err(PRIVATE.into());
            }
            Ok(Box::new(good.into_iter()) as Addrs)
        })
    }
}

/// The words by which a refusal is known again after it has come up through the client.
pub(super) const PRIVATE: &str = "leads to an address of a private network";

/// Whether a URL may be asked at all: http or https, a host, and not a literal private address.
pub(super) fn check(url: &Url, allow_private: bool) -> Result<(), &'static str> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err("does not begin with http: or https:");
    }
    let literal = match url.host() {
        None => return Err("names no host"),
        Some(Host::Domain(_)) => return Ok(()),
        Some(Host::Ipv4(v4)) => IpAddr::V4(v4),
        Some(Host::Ipv6(v6)) => IpAddr::V6(v6),
    };
    if allow_private || is_public(literal) { Ok(()) } else { Err(PRIVATE) }
}

/// Whether an address is reachable on the public internet (IANA special-purpose registries, RFC 6890).
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match embedded_v4(v6) {
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    !(v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_broadcast()
        || v4.is_documentation()
        || v4.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19)))
}

fn is_public_v6(v6: Ipv6Addr) -> bool {
    let [first, second, ..] = v6.segments();
    // Only 2000::/3 is given out; of it, documentation and benchmarking are not.
    (0x2000..0x4000).contains(&first) && !(first == 0x2001 && (second == 0xdb8 || second < 0x200))
}

/// The IPv4 address inside a mapped, compatible, translated (64:ff9b::/96) or 6to4 (2002::/16) address.
fn embedded_v4(v6: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = v6.segments();
    let octets = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match segments {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] if high != 0 || low > 1 => Some(octets(high, low)),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(octets(high, low)),
        [0x2002, high, low, ..] => Some(octets(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn every_way_home_is_closed() {
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[fe80::1]/",
            "http://[fc00::1]/",
            "http://[2001:db8::1]/",
        ] {
            assert!(check(&Url::parse(url).unwrap(), false).is_err(), "{url}");
            assert!(check(&Url::parse(url).unwrap(), true).is_ok(), "{url}");
        }
        assert!(check(&Url::parse("ftp://example.org/").unwrap(), true).is_err());
        for url in ["https://93.184.215.14/", "https://[2606:2800:21f::1]/", "https://api.weather.gov/"] {
            assert!(check(&Url::parse(url).unwrap(), false).is_ok(), "{url}");
        }
    }
}
