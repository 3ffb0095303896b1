import axios, { type AxiosInstance } from 'axios'

/** The SDK waits for ever by default and expects the body alone from its HTTP instance. */
export function createHttp(timeoutMs: number): AxiosInstance {
  const http = axios.create({ timeout: timeoutMs, maxBodyLength: 64 * 1024 * 1024 })
  http.interceptors.response.use((response) => {
    const wantsHeaders = (response.config as { $return_headers?: boolean }).$return_headers
    return wantsHeaders ? ({ data: response.data, headers: response.headers } as never) : response.data
  })
  return http
}
